/** What goes wrong while a token is fetched; the message is one sentence for the person at the terminal. */
export class TokenError extends Error {}

/**
 * Asks the token endpoint (RFC 6749 §3.2) for an access token.
 *
 * @param authorization the value of the header `Authorization`, for app clients with a secret
 * @throws {TokenError} when the user pool refuses, cannot be reached or answers something else
 */
export async function askForToken(
  tokenEndpoint: string,
  parameters: Readonly<Record<string, string>>,
  authorization?: string,
): Promise<string> {
  const response = await fetch(tokenEndpoint, {
    method: 'POST',
    body: new URLSearchParams(parameters),
    headers: authorization === undefined ? {} : { authorization },
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new TokenError(`Cannot reach the user pool at ${new URL(tokenEndpoint).origin}: is it running?`, {
      cause,
    })
  })

  const answer: unknown = await response.json().catch(() => undefined)
  const { access_token: token, error } = toMembers(answer)
  if (response.ok && typeof token === 'string' && token !== '') return token
  const why = typeof error === 'string' ? error.replaceAll(/[^\w.-]/g, '').slice(0, 40) : response.status
  throw new TokenError(`Cannot get a token: ${describeRefusal(why)}`)
}

/** What a user pool answered instead of a token or a code, with the remedy where it is not in the word. */
export function describeRefusal(error: string | number): string {
  const remedy =
    error === 'invalid_scope' ? '; enable the scope at its app client, or name others with --scope' : ''
  return `the user pool answered "${error}"${remedy}`
}

function toMembers(value: unknown): { access_token?: unknown; error?: unknown } {
  return typeof value === 'object' && value !== null ? value : {}
}
