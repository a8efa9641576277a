import type { ContenderName } from './contenders/names.ts'
import type { GuardSettings } from './contenders/settings.ts'
import { type Contender, startContender } from './contenders/start-contender.ts'
import { type Issuer, startIssuer } from './issuer/start-issuer.ts'
import type { Random } from './random.ts'
import type { Scale } from './scale.ts'
import { secondsUntil } from './seconds-until.ts'
import { accessTokenClaims, type TokenSubject } from './tokens/cognito-tokens.ts'
import { type SigningKey, signToken } from './tokens/signing-key.ts'

/** What every measurement of a run works with. */
export interface Workbench {
  readonly scale: Scale
  readonly random: Random
  /** The key that the issuer publishes. */
  readonly key: SigningKey
  /** Another one, for rotations. */
  readonly nextKey: SigningKey
  readonly log: (line: string) => void
}

/** A guarded server and the pool that it trusts. */
export interface Scene {
  readonly issuer: Issuer
  readonly server: Contender
  readonly subject: TokenSubject
}

export interface SceneSettings extends Partial<Omit<GuardSettings, 'issuer' | 'clientId'>> {
  /** For the process of the server. */
  readonly nodeFlags?: readonly string[]
}

/**
 * Gives the young generation of a server its full size from the start: when V8 decides to enlarge it, by 16 MB, says
 * nothing about what the server keeps.
 */
export const fullYoungGeneration = ['--min-semi-space-size=16']

export const clientId = '5hv3k2gq8m4c1r7pj9tn6wbxs0'

/** Starts a pool and a server that trusts it, uses them, and stops them whatever happens. */
export async function withScene<T>(
  bench: Workbench,
  name: ContenderName,
  { nodeFlags = [], ...settings }: SceneSettings,
  use: (scene: Scene) => Promise<T>,
  prepare: (issuer: Issuer) => Promise<unknown> = async () => undefined,
): Promise<T> {
  const issuer = await startIssuer(bench.key)
  try {
    await prepare(issuer)
    const told = { issuer: issuer.url, clientId, ...settings }
    const server = await startContender(name, told, { nodeFlags })
    try {
      const subject = { issuer: issuer.url, clientId, audience: settings.audience ?? null }
      return await use({ issuer, server, subject })
    } finally {
      await server.stop()
    }
  } finally {
    await issuer.stop()
  }
}

/** A fresh, stock access token of the scene's pool. */
export function accessToken(scene: Scene, key: SigningKey): Promise<string> {
  return signToken(key, accessTokenClaims(scene.subject))
}

/** Asks for the guarded route and answers the status. */
export async function statusOf({ server }: Scene, token: string | null): Promise<number> {
  const response = await fetch(`${server.ready}/hello`, {
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
  })
  await response.arrayBuffer()
  return response.status
}

/** Whether the token is accepted. */
export async function isAccepted(scene: Scene, token: string): Promise<boolean> {
  return (await statusOf(scene, token)) === 200
}

/** Waits until the server holds the key set, and forgets the fetches that this took. */
export async function untilReady(bench: Workbench, scene: Scene): Promise<void> {
  const token = await accessToken(scene, bench.key)
  const seconds = await secondsUntil(() => isAccepted(scene, token), { seconds: 10 })
  if (seconds === null) throw new Error('Cannot measure: the server accepts no token')
  await scene.issuer.takeFetches()
}
