import type { Person } from '../state/people.ts'
import { readOverrides, type TokenOverrides, unchanged } from './token-overrides.ts'

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

/** The trigger failed, or answered something that is not a trigger's answer. */
export class PreTokenError extends Error {
  override readonly name = 'PreTokenError'
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
    return readOverrides(await handler(event))
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
