// Takes out one check of the verifier after the other and runs the tests, which must turn red: node mutants/main.ts [FILE]
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startVitest } from 'vitest/node'
import { type Check, checks } from './checks.ts'

const root = join(import.meta.dirname, '..')
const [wanted = ''] = process.argv.slice(2)
const chosen = checks.filter(({ file }) => file.includes(wanted))

for (const { file, check } of chosen) {
  const source = await readFile(join(root, file), 'utf8')
  if (source.split(check).length !== 2)
    throw new Error(`Cannot take "${check}" out of ${file}: it is not there once`)
}

if (await turnsRed(null))
  throw new Error('Cannot tell what a check is worth: the tests are red with all of them')

const survivors: Check[] = []
for (const [i, mutant] of chosen.entries()) {
  const isKilled = await turnsRed(mutant)
  if (!isKilled) survivors.push(mutant)
  console.log(`${i + 1}/${chosen.length} ${isKilled ? 'red' : 'SURVIVES'} ${mutant.file}: ${mutant.check}`)
}
console.log(`${chosen.length} checks taken out, ${survivors.length} of them unnoticed`)
process.exit(survivors.length === 0 ? 0 : 1)

/** Runs the tests without the check, or with all of them; no file is touched. */
async function turnsRed(mutant: Check | null): Promise<boolean> {
  const takeOut = {
    name: 'take-out-a-check',
    enforce: 'pre' as const,
    transform: (code: string, id: string) =>
      mutant !== null && id === join(root, mutant.file)
        ? code.replace(mutant.check, () => mutant.without)
        : null,
  }
  const tests = mutant === null ? ['src/'] : testsOf(mutant)
  const options = {
    ...{ root, config: false as const, watch: false, bail: 1, silent: true, reporters: [{}], isolate: false },
    // As in the workspace; and nothing of a mutant may be kept for the next run.
    ...{ testTimeout: 30_000, expect: { poll: { timeout: 20_000 } }, fsModuleCache: false },
  }
  const run = await startVitest(tests, options, { plugins: [takeOut] })
  const isRed = run.state.getCountOfFailedTests() > 0 || run.state.getUnhandledErrors().length > 0
  await run.close()
  return isRed
}

// Those of the key set take longest, and look at nothing else.
function testsOf({ file }: Check): string[] {
  if (file.includes('/key-set/')) return ['src/key-set/']
  return ['judge', 'claims', 'token-format', 'remembered-tokens', 'access-token-verifier'].map(
    (name) => `src/${name}.test`,
  )
}
