import { createHash, randomBytes } from 'node:crypto'
import { type UserPool, userPoolEndpoints } from '@lifeguard/cognito'
import { askForToken } from './ask-for-token.ts'
import { awaitCallback } from './await-callback.ts'

export interface TerminalSignIn {
  readonly clientId: string
  readonly scope: string
  /** Cognito compares callback URLs character by character, the port included. */
  readonly callbackPort: number
  /** Shows the person where to sign in. */
  readonly show: (url: string) => void
}

/**
 * Signs a person in with their browser and gets an access token: Authorization Code with PKCE (RFC 7636), with a
 * callback on loopback (RFC 8252 §7.3).
 *
 * @throws {TokenError} when the person or the user pool says no, or nobody signs in within five minutes
 */
export async function getPersonToken(pool: UserPool, signIn: TerminalSignIn): Promise<string> {
  const endpoints = userPoolEndpoints(pool)
  const redirectUri = `http://localhost:${signIn.callbackPort}/callback`
  const codeVerifier = randomText()
  const state = randomText()

  const code = await awaitCallback({
    port: signIn.callbackPort,
    state,
    issuer: pool.issuer,
    onListening: () => {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: signIn.clientId,
        redirect_uri: redirectUri,
        scope: signIn.scope,
        state,
        code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
        code_challenge_method: 'S256',
      })
      signIn.show(`${endpoints.authorize}?${query}`)
    },
  })

  return askForToken(endpoints.token, {
    grant_type: 'authorization_code',
    client_id: signIn.clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: codeVerifier,
  })
}

function randomText(): string {
  return randomBytes(32).toString('base64url')
}
