import { fileURLToPath } from 'node:url'
import { type Child, startChild } from '../child-process/start-child.ts'
import type { ContenderProtocol } from './main.ts'
import type { ContenderName } from './names.ts'
import type { GuardSettings } from './settings.ts'

/** A server under test, in a process of its own; `ready` is its URL. */
export type Contender = Child<ContenderProtocol, string>

/** The script that every server under test runs. */
export const contenderScript = fileURLToPath(new URL('main.ts', import.meta.url))

const defaults = {
  audience: null,
  keySetMaxAgeMs: null,
  keySetStaleMs: null,
  rememberedTokens: null,
  prefetch: true,
}

/** Starts a server under test; `script` may be a bundle of {@link contenderScript}. */
export function startContender(
  name: ContenderName,
  settings: Pick<GuardSettings, 'issuer' | 'clientId'> & Partial<GuardSettings>,
  {
    script = contenderScript,
    nodeFlags = [],
    launcher = [],
  }: {
    readonly script?: string
    readonly nodeFlags?: readonly string[]
    readonly launcher?: readonly string[]
  } = {},
): Promise<Contender> {
  const complete: GuardSettings = { ...defaults, ...settings }
  return startChild(script, [name, complete], { execArgv: ['--expose-gc', ...nodeFlags], launcher })
}
