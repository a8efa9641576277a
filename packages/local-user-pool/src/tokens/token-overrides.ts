import { z } from 'zod'

/** What a trigger wants changed. */
export interface TokenOverrides {
  readonly groups?: readonly string[]
  readonly scopes: (granted: readonly string[]) => readonly string[]
  readonly idToken: (claims: object) => object
  readonly accessToken: (claims: object) => object
}

/** What comes of it when there is no trigger. */
export const unchanged: TokenOverrides = {
  scopes: (granted) => granted,
  idToken: (claims) => claims,
  accessToken: (claims) => claims,
}

const claims = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null,
)
const generation = z.object({
  claimsToAddOrOverride: claims.nullish(),
  claimsToSuppress: z.array(z.string()).nullish(),
  scopesToAdd: z.array(z.string()).nullish(),
  scopesToSuppress: z.array(z.string()).nullish(),
})

const answerSchema = z.object({
  response: z.object({
    claimsAndScopeOverrideDetails: z
      .object({
        idTokenGeneration: generation.nullish(),
        accessTokenGeneration: generation.nullish(),
        groupOverrideDetails: z.object({ groupsToOverride: z.array(z.string()).nullish() }).nullish(),
      })
      .nullish(),
  }),
})

/**
 * Reads what a trigger answered.
 * @throws ZodError when it is not a trigger's answer
 */
export function readOverrides(answer: unknown): TokenOverrides {
  const { response } = answerSchema.parse(answer)
  return toOverrides(response.claimsAndScopeOverrideDetails ?? {})
}

type Details = NonNullable<z.output<typeof answerSchema>['response']['claimsAndScopeOverrideDetails']>

function toOverrides({
  idTokenGeneration,
  accessTokenGeneration,
  groupOverrideDetails,
}: Details): TokenOverrides {
  const groups = groupOverrideDetails?.groupsToOverride
  const suppressed = accessTokenGeneration?.scopesToSuppress ?? []
  const added = accessTokenGeneration?.scopesToAdd ?? []
  return {
    ...(groups != null && { groups }),
    scopes: (granted) => [...new Set([...granted.filter((scope) => !suppressed.includes(scope)), ...added])],
    idToken: (claims) => override(claims, idTokenGeneration),
    accessToken: (claims) => override(claims, accessTokenGeneration),
  }
}

// Source: Cognito Developer Guide, "Pre token generation Lambda trigger", "claims that cannot be changed".
const fixed = new Set(
  (
    'iss sub aud client_id exp iat jti origin_jti token_use auth_time nonce at_hash acr amr azp nbf version event_id ' +
    'device_key username identities scope'
  ).split(' '),
)

function override(claims: object, change: z.output<typeof generation> | null | undefined): object {
  const isFree = (name: string) => !fixed.has(name) && !name.startsWith('cognito:')
  const added = Object.entries(change?.claimsToAddOrOverride ?? {}).filter(
    ([name, value]) => isFree(name) || (name === 'aud' && isOwnClient(claims, value)),
  )
  const suppressed = (change?.claimsToSuppress ?? []).filter(isFree)
  const kept = Object.entries(claims).filter(([name]) => !suppressed.includes(name))
  return Object.fromEntries([...kept, ...added])
}

/** The one audience that an access token may be given: its own client. Source: as above. */
function isOwnClient(claims: object, audience: unknown): boolean {
  return !('aud' in claims) && 'client_id' in claims && claims.client_id === audience
}
