import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../../..')

/** Which tests have counts of their own, and what those are. */
const suites = [
  {
    what: '8 tabs × 50 rounds of renewing together, rotation with grace 0: no sign-out, one request a round',
    project: '@lifeguard/react-cognito',
    file: 'tests/other-tabs.spec.ts',
  },
  {
    what: '100 sign-ins under StrictMode: 100 token requests',
    project: '@lifeguard/react-cognito',
    file: 'tests/strict-mode.spec.ts',
  },
] as const

/** Runs the browser tests that have small counts in `npm test` with their full ones; a row for each. */
export async function runFullCounts(): Promise<readonly string[]> {
  const rows: string[] = []
  for (const { what, project, file } of suites) {
    const startedAtMs = Date.now()
    const passed = await runTests(project, file)
    rows.push(
      `| ${what} | ${passed ? 'holds' : '**fails**'} | ${Math.round((Date.now() - startedAtMs) / 1000)} s |`,
    )
  }
  return rows
}

function runTests(project: string, file: string): Promise<boolean> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const child = spawn(
    process.execPath,
    [
      vitest,
      'run',
      '--config',
      'vitest.workspace.ts',
      '--project',
      project,
      '--testTimeout',
      '1200000',
      file,
    ],
    { cwd: root, env: { ...process.env, LIFEGUARD_FULL_COUNTS: '1' }, stdio: 'inherit' },
  )
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)))
}
