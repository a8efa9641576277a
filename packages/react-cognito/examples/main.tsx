import { CognitoProvider, createSession, RequireSession, useSession } from '@lifeguard/react-cognito'
import { createRoot } from 'react-dom/client'

const session = createSession({
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123',
  domain: 'https://example.auth.eu-central-1.amazoncognito.com',
  clientId: '1example23456789',
  scope: 'openid email notes/read',
  redirectUri: `${location.origin}/callback`,
  signOutUri: `${location.origin}/`,
})

void session.boot().then(() =>
  createRoot(document.body).render(
    <CognitoProvider session={session}>
      <RequireSession otherwise={(state) => <p role="status">{state.status}</p>}>
        <Hello />
      </RequireSession>
    </CognitoProvider>,
  ),
)

function Hello() {
  const state = useSession()
  return state.status === 'signed-in' && <h1>Hello, {state.claims.email}</h1>
}
