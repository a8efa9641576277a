import { hash } from 'node:crypto'
import { createTestVerifier } from '@lifeguard/access-token/testing'
import { createBearerAuth } from '@lifeguard/express-bearer-auth'
import { median } from '../statistics.ts'
import type { Workbench } from '../workbench.ts'

/** Microseconds that a request with a remembered token costs beside its server and its sockets. */
export interface GuardCost {
  /** All that the guard does. */
  readonly guard: number
  /** Of that, the verifier's part. */
  readonly verifier: number
  /** Of that, the SHA-256 of the token. */
  readonly digest: number
}

/** Calls the guard in this process, with requests that are nothing but their header lines. */
export async function measureGuardCost({ scale, log }: Workbench): Promise<GuardCost> {
  log('guard')
  const { verify, signAccessToken } = createTestVerifier()
  const guard = createBearerAuth({
    verify,
    resourceMetadataUrl: 'https://api.example.com/metadata',
  }).require()
  const tokens = Array.from({ length: scale.repeatedTokens }, () => signAccessToken())
  for (const token of tokens) await verify(token)

  const time = (prefix: string, use: (line: string) => unknown): number => {
    const lines = tokens.map((token) => Buffer.from(prefix + token))
    const rounds = Array.from({ length: scale.guardRounds }, () => {
      // As the HTTP parser hands them over: texts that nobody has read before.
      const fresh = lines.map((line) => line.toString('latin1'))
      const startedAt = performance.now()
      for (const line of fresh) use(line)
      return ((performance.now() - startedAt) * 1000) / fresh.length
    })
    return median(rounds)
  }

  const res = { locals: {} }
  let admitted = 0
  const cost = {
    guard: time('Bearer ', (line) => {
      const rawHeaders = ['Host', 'api.example.com', 'Authorization', line]
      return guard({ rawHeaders }, res, () => admitted++)
    }),
    verifier: time('', (token) => verify(token)),
    digest: time('', (token) => hash('sha256', token, 'base64url')),
  }
  if (admitted !== tokens.length * scale.guardRounds) throw new Error('Cannot time the guard: it refused')
  return cost
}
