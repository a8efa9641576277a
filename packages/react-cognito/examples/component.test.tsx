import { signedInAs } from '@lifeguard/react-cognito/testing'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { AdminLink } from './admin-link.tsx'

it('shows the administration to admins', () => {
  const Admin = signedInAs({ email: 'admin@example.com', groups: ['admins'] })

  expect(
    renderToStaticMarkup(
      <Admin>
        <AdminLink />
      </Admin>,
    ),
  ).toContain('Administration')
})
