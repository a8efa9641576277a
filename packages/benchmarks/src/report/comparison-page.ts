import type { ComparedCase } from '../behaviour/compare.ts'
import { guards } from '../contenders/names.ts'
import type { Surroundings } from './surroundings.ts'
import { toTable } from './table.ts'

const marks = { right: '✓', close: '≈', wrong: '✗' }

/** Every guard in every case. */
export function toComparisonTable(compared: readonly ComparedCase[]): string {
  return toTable(
    ['case', 'expected', ...guards],
    compared.map(({ title, expected, observations }) => [
      title,
      expected,
      ...guards.map((name) => {
        const observation = observations.get(name)
        return observation === undefined ? '' : `${marks[observation.mark]} ${observation.text}`
      }),
    ]),
  )
}

/** The whole page. */
export function toComparisonPage(
  compared: readonly ComparedCase[],
  { date, node, versions }: Surroundings,
): string {
  return `# How guards behave

Written by \`pnpm bench\` on ${date}: run it again rather than edit it. The same cases against Lifeguard and its peers, over
real HTTP, with a pool on loopback that counts what is fetched from it. Speed is in [benchmarks.md](benchmarks.md).

✓ as expected · ≈ refused, as it should be, but with another answer · ✗ wrong

${toComparisonTable(compared)}

## How to read it

- The first four cases use tokens as a stock Cognito pool issues them: access tokens have \`client_id\` and no \`aud\`. Each
  library is configured as its README says. What needs no audience gets none, since every stock access token would be
  refused otherwise; express-oauth2-jwt-bearer demands one and gets the id of the app client, as people do.
- The other eight use tokens bound to a resource (with \`aud\`), so that everybody accepts the good ones.
- In "held set past its age" and "removed key" a key set is set to be good for 2 s where the library has such a setting.
  aws-jwt-verify and hono have none.
- aws-jwt-verify is its generic \`JwtRsaVerifier\` with \`validateCognitoJwtFields\`, as its README shows for pools that
  \`CognitoJwtVerifier\` cannot reach; the checks are the same. Its README answers every refusal with 403, and ends the
  process if the key set cannot be read at start; here it goes on, to see what it answers.
- jose is a library and no middleware: its answers are those of the ten lines around it, which know one failure only.

## Where a peer is better

- A new key after a flood of forged key ids: aws-jwt-verify waits 10 s before it asks again, Lifeguard and jose up to 30 s.
  hono and fastify-jwt-jwks take a new key at once, and buy it with a fetch for every forged key id.
- A removed key: hono refuses it at once, since it reads the key set for every request, valid ones included; with the
  pool away it can judge nothing. Lifeguard takes up to the age of a key set, 300 s unless set otherwise.
- Fetches while the pool is healthy: jose and express-oauth2-jwt-bearer make none for forged key ids within 30 s of the
  last fetch. Lifeguard spends one, which is what lets it take a new key at its first token when there is no flood.

Node ${node}; ${[...versions].map(([name, version]) => `${name} ${version}`).join(', ')}.
`
}
