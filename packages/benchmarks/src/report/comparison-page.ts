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
- The others use tokens bound to a resource (with \`aud\`), so that everybody can accept them.
- In "held set past its age" and "removed key" the age of a key set is set to 2 s where the library has such a setting.
  aws-jwt-verify and hono have none: the first keeps a set until an unknown key id comes, the second reads it again for
  every request, which makes a removed key refused at once and every request wait for the pool.
- aws-jwt-verify is its generic \`JwtRsaVerifier\` with \`validateCognitoJwtFields\`, as its README shows for pools that
  \`CognitoJwtVerifier\` cannot reach; the checks are the same. Its README answers every refusal with 403, and ends the
  process if the key set cannot be read at start; here it goes on, to see what it answers.
- jose is a library and no middleware: its answers are those of the ten lines around it, which know one failure only.

Node ${node}; ${[...versions].map(([name, version]) => `${name} ${version}`).join(', ')}.
`
}
