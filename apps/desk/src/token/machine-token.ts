import { type UserPool, userPoolEndpoints } from '@lifeguard/cognito'
import { askForToken } from './ask-for-token.ts'

export interface MachineClient {
  readonly clientId: string
  readonly clientSecret: string
  /** Undefined: all that it may have. */
  readonly scope: string | undefined
}

/** Gets an access token for an app client on its own behalf (RFC 6749 §4.4). */
export function getMachineToken(pool: UserPool, client: MachineClient): Promise<string> {
  // RFC 6749 §2.3.1: both are form-encoded before they are joined.
  const credentials = [client.clientId, client.clientSecret].map(encodeURIComponent).join(':')
  return askForToken(
    userPoolEndpoints(pool).token,
    { grant_type: 'client_credentials', ...(client.scope !== undefined && { scope: client.scope }) },
    `Basic ${Buffer.from(credentials).toString('base64')}`,
  )
}
