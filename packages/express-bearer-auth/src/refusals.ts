import { type ChallengeParameters, toChallenge } from './challenge.ts'
import type { Denial } from './guards.ts'
import { Refusal } from './refusal.ts'
import type { CannotJudge } from './verdict.ts'

/** Every way of refusing a request, in the words of one API. */
export interface Refusals {
  readonly noCredentials: () => Refusal
  readonly malformedCredentials: () => Refusal
  readonly tokenNotValid: (reason: string) => Refusal
  readonly cannotJudge: (error: Error & CannotJudge) => Refusal
  /** Prepared ahead, so that a challenge that cannot be sent stops the start and not a request. */
  readonly denied: (denial: Denial) => () => Refusal
}

/** Challenges name the realm and where the metadata of the resource is (RFC 6750 §3, RFC 9728 §5.1). */
export function createRefusals(options: { realm: string; resourceMetadataUrl: string }): Refusals {
  const { realm, resourceMetadataUrl } = options
  const challenge = (parameters: ChallengeParameters): string =>
    toChallenge({ realm, ...parameters, resource_metadata: resourceMetadataUrl })

  // Without credentials there is no error to name (RFC 6750 §3.1).
  const askForToken = challenge({})
  const malformed = 'The Authorization header is not one well-formed credential'
  const malformedChallenge = challenge({ error: 'invalid_request', error_description: malformed })
  const notValid = 'The access token is not valid'
  const notValidChallenge = challenge({ error: 'invalid_token', error_description: notValid })

  return {
    noCredentials: () =>
      new Refusal('An access token is needed', {
        status: 401,
        reason: 'no-credentials',
        challenge: askForToken,
      }),
    malformedCredentials: () =>
      new Refusal(malformed, { status: 400, reason: 'malformed-credentials', challenge: malformedChallenge }),
    tokenNotValid: (reason) => new Refusal(notValid, { status: 401, reason, challenge: notValidChallenge }),
    cannotJudge: (error) =>
      new Refusal(
        'The access token cannot be judged at the moment',
        { status: 503, reason: 'cannot-judge', retryAfterSeconds: error.retryAfterSeconds },
        error,
      ),
    denied: ({ message, challenge: parameters, ...details }) => {
      const header = parameters === undefined ? {} : { challenge: challenge(parameters) }
      return () => new Refusal(message, { ...details, ...header })
    },
  }
}
