import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Racer } from '../contenders/names.ts'
import { contenderScript, startContender } from '../contenders/start-contender.ts'
import { startIssuer } from '../issuer/start-issuer.ts'
import type { Figure } from '../report/figure.ts'
import { median } from '../statistics.ts'
import { accessTokenClaims } from '../tokens/cognito-tokens.ts'
import { signToken } from '../tokens/signing-key.ts'
import { clientId, type Workbench } from '../workbench.ts'

/**
 * From the start of the process to the first accepted request, ours beside bare Express. Both are bundled, as what
 * leaves the workspace is: Node would otherwise strip the types of ours at every start.
 */
export async function measureStart({ scale, key, random, log }: Workbench): Promise<Figure> {
  log('start')
  const folder = await mkdtemp(join(tmpdir(), 'lifeguard-bench-'))
  const issuer = await startIssuer(key)
  const subject = { issuer: issuer.url, clientId, audience: null }
  const times: Record<'unguarded' | 'lifeguard', number[]> = { unguarded: [], lifeguard: [] }
  try {
    const script = await bundle(folder)
    const token = await signToken(key, accessTokenClaims(subject))
    for (let round = 0; round < scale.startRounds; round++) {
      for (const name of random.shuffle(['unguarded', 'lifeguard'] as const)) {
        times[name].push(await timeToFirstAccepted(name, subject, token, script))
      }
    }
  } finally {
    await issuer.stop()
    await rm(folder, { recursive: true })
  }

  const ratio = median(times.lifeguard.map((ms, round) => ms / (times.unguarded[round] ?? Number.NaN)))
  const typical = (name: keyof typeof times) => `${median(times[name]).toFixed(0)} ms`
  return {
    id: 'start',
    claim: 'Start to first accepted request, key set read from the pool, against bare Express',
    target: '≤ 1.5',
    measured: `${ratio.toFixed(2)} (${typical('lifeguard')} to ${typical('unguarded')})`,
    met: ratio <= 1.5,
  }
}

async function bundle(folder: string): Promise<string> {
  await build({
    entryPoints: [contenderScript],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    logLevel: 'error',
    // CommonJS packages keep asking for their built-in modules at run time.
    banner: {
      js: "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)",
    },
  })
  return join(folder, 'main.mjs')
}

async function timeToFirstAccepted(
  name: Racer,
  subject: { issuer: string; clientId: string },
  token: string,
  script: string,
): Promise<number> {
  const startedAt = performance.now()
  const server = await startContender(name, subject, { script })
  try {
    const response = await fetch(`${server.ready}/hello`, { headers: { Authorization: `Bearer ${token}` } })
    if (response.status !== 200)
      throw new Error(`Cannot time the start of "${name}": it answered ${response.status}`)
    return performance.now() - startedAt
  } finally {
    await server.stop()
  }
}
