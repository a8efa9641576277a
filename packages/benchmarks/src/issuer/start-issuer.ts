import { fileURLToPath } from 'node:url'
import { startChild } from '../child-process/start-child.ts'
import type { SigningKey } from '../tokens/signing-key.ts'
import type { KeySetMode } from './key-set-modes.ts'
import type { Fetch, IssuerProtocol } from './main.ts'

/** A key server in a process of its own, so that its work is nobody else's. */
export interface Issuer {
  readonly url: string
  readonly publish: (...keys: readonly SigningKey[]) => Promise<void>
  readonly setMode: (mode: KeySetMode) => Promise<void>
  /** The requests for the key set since the last question. */
  readonly takeFetches: () => Promise<readonly Fetch[]>
  readonly stop: () => Promise<void>
}

/** Starts an issuer that publishes these keys. */
export async function startIssuer(...keys: readonly SigningKey[]): Promise<Issuer> {
  const script = fileURLToPath(new URL('main.ts', import.meta.url))
  const child = await startChild<IssuerProtocol, string>(script, null)
  const publish = (...published: readonly SigningKey[]) =>
    child.ask(
      'publish',
      published.map(({ jwk }) => jwk),
    )
  await publish(...keys)

  return {
    url: child.ready,
    publish,
    setMode: (mode) => child.ask('setMode', mode),
    takeFetches: () => child.ask('takeFetches', null),
    stop: child.stop,
  }
}
