import { z } from 'zod'
import type { Person } from '../state/people.ts'

const claims = z.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null,
)
const generation = z.object({
  claimsToAddOrOverride: claims.nullish(),
  claimsToSuppress: z.array(z.string()).nullish(),
  scopesToAdd: z.array(z.string()).nullish(),
  scopesToSuppress: z.array(z.string()).nullish(),
})

const responseSchema = z.object({
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
 * A pre token generation trigger: the handler of the Lambda function, as it is. Events have the shape of version 3.
 * Source: Cognito Developer Guide, "Pre token generation Lambda trigger".
 */
export type PreTokenHandler = (event: PreTokenEvent) => unknown

export interface PreTokenEvent {
  readonly version: '3'
  readonly triggerSource:
    | 'TokenGeneration_HostedAuth'
    | 'TokenGeneration_RefreshTokens'
    | 'TokenGeneration_ClientCredentials'
  readonly region: string
  readonly userPoolId: string
  readonly userName: string
  readonly callerContext: { readonly awsSdkVersion: string; readonly clientId: string }
  readonly request: {
    readonly userAttributes: Readonly<Record<string, string>>
    readonly scopes: readonly string[]
    /** What a machine sent as `aws_client_metadata`. */
    readonly clientMetadata?: Readonly<Record<string, string>>
    readonly groupConfiguration: {
      readonly groupsToOverride: readonly string[]
      readonly iamRolesToOverride: readonly string[]
      readonly preferredRole: null
    }
  }
  response: { claimsAndScopeOverrideDetails: unknown }
}

/** What the trigger wants changed. */
export interface TokenOverrides {
  readonly groups?: readonly string[]
  readonly scopes: (granted: readonly string[]) => readonly string[]
  readonly idToken: (claims: object) => object
  readonly accessToken: (claims: object) => object
}

/** The trigger failed, or answered something that is not a trigger's answer. */
export class PreTokenError extends Error {
  override readonly name = 'PreTokenError'
}

const unchanged: TokenOverrides = {
  scopes: (granted) => granted,
  idToken: (claims) => claims,
  accessToken: (claims) => claims,
}

/** @throws PreTokenError */
export async function askPreToken(
  handler: PreTokenHandler | undefined,
  about: {
    triggerSource: PreTokenEvent['triggerSource']
    poolId: string
    clientId: string
    scopes: readonly string[]
    person?: Person
    clientMetadata?: Readonly<Record<string, string>> | undefined
  },
): Promise<TokenOverrides> {
  if (handler === undefined) return unchanged
  const event = toEvent(about)
  try {
    const { response } = responseSchema.parse(await handler(event))
    return toOverrides(response.claimsAndScopeOverrideDetails ?? {})
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new PreTokenError(`PreTokenGeneration failed with error ${why}`, { cause })
  }
}

function toEvent({
  triggerSource,
  poolId,
  clientId,
  scopes,
  person,
  clientMetadata,
}: Parameters<typeof askPreToken>[1]): PreTokenEvent {
  return {
    version: '3',
    triggerSource,
    region: poolId.split('_')[0] ?? '',
    userPoolId: poolId,
    userName: person?.username ?? clientId,
    callerContext: { awsSdkVersion: 'local', clientId },
    request: {
      userAttributes: person === undefined ? {} : toUserAttributes(person),
      scopes,
      ...(clientMetadata !== undefined && { clientMetadata }),
      groupConfiguration: {
        groupsToOverride: person?.groups ?? [],
        iamRolesToOverride: [],
        preferredRole: null,
      },
    },
    response: { claimsAndScopeOverrideDetails: null },
  }
}

/** Those of the person, and the state of the account, which events carry beside them (observed). */
function toUserAttributes({ sub, attributes }: Person): Record<string, string> {
  const status = attributes.identities === undefined ? 'CONFIRMED' : 'EXTERNAL_PROVIDER'
  return { sub, 'cognito:user_status': status, ...attributes }
}

type Details = NonNullable<z.output<typeof responseSchema>['response']['claimsAndScopeOverrideDetails']>

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

// Source: same page, "claims that cannot be changed".
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

/** The one audience that an access token may be given: its own client. Source: same page. */
function isOwnClient(claims: object, audience: unknown): boolean {
  return !('aud' in claims) && 'client_id' in claims && claims.client_id === audience
}
