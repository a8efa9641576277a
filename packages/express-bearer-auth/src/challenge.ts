/** Parameters of a challenge, in the order in which they are sent. */
export type ChallengeParameters = Readonly<Record<string, string>>

/**
 * A `WWW-Authenticate` value of the Bearer scheme (RFC 6750 §3).
 * Throws for characters that do not belong in one: values come from configuration and never from a request.
 */
export function toChallenge(parameters: ChallengeParameters): string {
  return `Bearer ${Object.entries(parameters).map(toParameter).join(', ')}`
}

function toParameter([name, value]: [string, string]): string {
  if (!/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(value)) {
    throw new TypeError(
      `Cannot put the ${name} into a challenge: it holds a quote, a backslash or a control character`,
    )
  }
  return `${name}="${value}"`
}
