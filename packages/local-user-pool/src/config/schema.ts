import { z } from 'zod'
import { callbackUrlFault } from './callback-url.ts'
import { isPoolName } from './pool-name.ts'

/** Scopes that every pool has; the others are `{resource server}/{scope}`. */
export const standardScopes = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin']

const minute = 60
const hour = 60 * minute
const day = 24 * hour

const clientUrl = z.string().superRefine((url, issues) => {
  const fault = callbackUrlFault(url)
  if (fault !== undefined) issues.addIssue({ code: 'custom', message: fault })
})

const shortTokenSeconds = z
  .int()
  .min(5 * minute, 'Cognito takes 300 to 86400 seconds (5 minutes to 1 day)')
  .max(day, 'Cognito takes 300 to 86400 seconds (5 minutes to 1 day)')
  .default(hour)

const refreshTokenSeconds = z
  .int()
  .min(hour, 'Cognito takes 3600 to 315360000 seconds (60 minutes to 10 years)')
  .max(3650 * day, 'Cognito takes 3600 to 315360000 seconds (60 minutes to 10 years)')
  .default(30 * day)

// Source: Cognito Developer Guide, "User pool attributes"; `identities` and `sub` are not for anybody to set.
const standardAttributes = (
  'address birthdate email email_verified family_name gender given_name locale middle_name name nickname phone_number ' +
  'phone_number_verified picture preferred_username profile updated_at website zoneinfo'
).split(' ')

function attributeName(standard: readonly string[]) {
  return z
    .string()
    .refine(
      (name) => standard.includes(name) || /^custom:[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,20}$/u.test(name),
      'Cognito takes standard attributes, and others as "custom:name" of 1 to 20 characters without a space',
    )
}

const poolName = z.string().refine(isPoolName, 'Cognito takes 1 to 128 characters without a space')

const appClient = z.strictObject({
  clientId: z
    .string()
    .regex(/^[\w+]{1,128}$/, 'Cognito takes 1 to 128 letters, digits, underscores or plus signs'),
  /** Shown on the pages; the client id when left out. */
  name: z.string().min(1).max(128).optional(),
  /** Present: a confidential client. Cognito cannot take a secret away again. */
  clientSecret: z.string().min(1).max(128).optional(),
  flows: z.array(z.enum(['code', 'client_credentials'])).min(1, 'A client needs at least one flow'),
  scopes: z.array(z.string()).min(1).max(50, 'Cognito allows 50 scopes for one client'),
  callbackUrls: z.array(clientUrl).max(100, 'Cognito allows 100 callback URLs for one client').default([]),
  signOutUrls: z.array(clientUrl).max(100, 'Cognito allows 100 sign-out URLs for one client').default([]),
  accessTokenSeconds: shortTokenSeconds,
  idTokenSeconds: shortTokenSeconds,
  refreshTokenSeconds,
  /** The attributes that the client may read (`ReadAttributes`); all when left out. */
  readAttributes: z.array(attributeName([...standardAttributes, 'identities', 'sub'])).optional(),
  refreshTokenRotation: z
    .strictObject({
      graceSeconds: z
        .int()
        .min(0, 'Cognito takes 0 to 60 seconds of grace')
        .max(60, 'Cognito takes 0 to 60 seconds of grace'),
    })
    .optional(),
  /** Whether `/oauth2/revoke` works for the client (`EnableTokenRevocation`). */
  tokenRevocation: z.boolean().default(true),
  /** Cognito has no such switch: a public client without PKCE passes there. Refused here unless false. */
  requirePkce: z.boolean().default(true),
})

const user = z.strictObject({
  /** In a pool that signs in with e-mail addresses the username is the `sub`, as on Cognito. */
  username: poolName.optional(),
  /** Derived from the pool id and the name when left out, so that it never changes. */
  sub: z.string().min(1).max(64).optional(),
  password: z.string().min(1).max(256),
  groups: z.array(z.string()).max(100, 'Cognito allows 100 groups for one user').default([]),
  /** Standard attributes by their OpenID Connect names, others as `custom:name`; every value is a string. */
  attributes: z
    .record(
      attributeName(standardAttributes),
      z.string().max(2048, 'Cognito allows 2048 characters for one attribute'),
    )
    .default({}),
})

const resourceServer = z.strictObject({
  identifier: z
    .string()
    .regex(
      /^[\x21\x23-\x5b\x5d-\x7e]{1,256}$/,
      'Cognito takes 1 to 256 characters without a space, quote or backslash',
    ),
  scopes: z
    .array(
      z.string().regex(/^[\x21\x23-\x2e\x30-\x5b\x5d-\x7e]+$/, 'A scope name has no space, quote or slash'),
    )
    .max(100, 'Cognito allows 100 scopes for one resource server'),
})

/** The shape of the JSON config. What concerns several fields at once is in `cross-checks.ts`. */
export const userPoolSchema = z.strictObject({
  poolId: z
    .string()
    .max(55, 'Cognito pool ids have at most 55 characters')
    .regex(/^[\w-]+_[0-9A-Za-z]+$/, 'A pool id looks like "us-east-1_AbCdEf123"'),
  /** False: nobody has set up a domain, so people cannot sign in and no endpoint but the issuer's two works. */
  hasDomain: z.boolean().default(true),
  signInWith: z.enum(['email', 'username']).default('email'),
  /** External identity providers; a page of the pool stands in for each. */
  identityProviders: z
    .array(
      z
        .string()
        .regex(
          /^(?!COGNITO$)[A-Za-z][A-Za-z0-9.-]{2,31}$/,
          'A provider name has 3 to 32 letters, digits, dots and hyphens',
        ),
    )
    .default([]),
  groups: z.array(poolName).max(10_000).default([]),
  resourceServers: z
    .array(resourceServer)
    .max(25, 'Cognito allows 25 resource servers for one pool')
    .default([]),
  clients: z.array(appClient).min(1).max(1000, 'Cognito allows 1000 app clients for one pool'),
  users: z.array(user).default([]),
})

/** What one may write: everything with a default may be left out. */
export type UserPoolConfigInput = z.input<typeof userPoolSchema>
/** What the pool works with: every default filled in. */
export type UserPoolConfig = z.output<typeof userPoolSchema>
export type AppClient = UserPoolConfig['clients'][number]
