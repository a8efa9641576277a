import { ErrorResponse } from 'oidc-client-ts'
import { toPoolFailure } from './pool-failure.ts'
import { UnusableAnswerError } from './token-answer.ts'

// For whoever sets the app up, who sees the console of the browser and no log of the pool. Never a part of a token.

const hints: Readonly<Record<string, string>> = {
  invalid_client: 'the app client has a secret, or there is none of this id; a browser needs a public one',
  invalid_grant:
    'the code was used or is too old, or the app client may not read both "email" and "email_verified"',
  unauthorized_client: 'the app client has no code grant, or another redirectUri',
}

const otherSettings: Readonly<Record<string, string>> = {
  issuer: 'the ID token is of another issuer than the setting "issuer": compare them character for character',
  audience: 'the ID token is for another app client than the setting "clientId"',
  clock: 'the clocks of this device and of the user pool are too far apart',
}

/** What is behind a callback with an `error`, or behind the error that came of redeeming its code. */
export function whyItFailed(cause: unknown): string {
  return cause instanceof URL ? whyThePoolRefused(cause) : whyRedeemingFailed(cause)
}

// Of the URL, which anybody may write, codes alone are repeated.
function whyThePoolRefused({ searchParams }: URL): string {
  const codes = ['error', 'error_description']
    .map((name) => searchParams.get(name) ?? '')
    .filter((text) => /^[a-z_]{1,40}$/.test(text))
    .map((code) => `"${code}"`)
  return (
    `the user pool sent back ${codes.join(', ') || 'an error'}: ` +
    'compare the settings with what its app client has enabled, the scopes above all'
  )
}

function whyRedeemingFailed(error: unknown): string {
  if (error instanceof ErrorResponse) {
    const hint = hints[error.error ?? '']
    return `the token endpoint answered "${error.error}"${hint === undefined ? '' : `: ${hint}`}`
  }
  if (error instanceof UnusableAnswerError) {
    return otherSettings[error.reason] ?? `the answer of the token endpoint fails the check "${error.reason}"`
  }
  if (toPoolFailure(error) === 'unreachable') {
    return 'the token endpoint did not answer, or not so that this page may read it: is "domain" right?'
  }
  const name = error instanceof Error ? error.name : typeof error
  return `oidc-client-ts cannot use the answer of the token endpoint: ${name}`
}
