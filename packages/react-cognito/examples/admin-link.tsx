import { useMay } from '@lifeguard/react-cognito'

export function AdminLink() {
  return useMay({ groups: ['admins'] }) && <a href="/administration">Administration</a>
}
