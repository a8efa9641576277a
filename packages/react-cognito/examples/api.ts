import { createApiFetch, readRefusal, type Session } from '@lifeguard/react-cognito'

export async function readNotes(session: Session): Promise<string> {
  const apiFetch = createApiFetch(session, { apiUrl: 'https://api.example.com' })

  const response = await apiFetch('/notes?limit=20')
  if (response.ok) return response.text()

  const refusal = readRefusal(response)
  if (refusal?.kind === 'scope-missing') return `The app has not asked for ${refusal.scopes.join(' and ')}`
  return `The API answers ${response.status}`
}
