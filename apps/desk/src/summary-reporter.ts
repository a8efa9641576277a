import type { Reporter, TestModule } from 'vitest/node'

const remedy =
  'Tests are skipped where a program is missing that they need: .ci/run lists the Debian packages, CHROME_PATH names a browser'

/**
 * Says how long the files of each project took, and closes with one line over all suites, `N passed, N failed`, for
 * people and for CI.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const test of tests) {
        const { state } = test.result()
        if (state !== 'pending') count[state] += 1
      }
      // A file that could not be loaded has no test that could fail.
      if (!module.ok() && !tests.some((test) => test.result().state === 'failed')) count.failed += 1
    }
    const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : ''
    const lines = [...durationsByProject(modules), ...(count.skipped > 0 ? [remedy] : [])]
    // After vitest's own summary, which is printed by a reporter that comes before this one.
    process.on('exit', (code) => {
      // What fails before any test, such as a database that cannot be provided, fails the run as well.
      const failed = code === 0 ? count.failed : Math.max(count.failed, 1)
      console.log([...lines, `${count.passed} passed, ${failed} failed${skipped}`].join('\n'))
    })
  }
}

/** The sums are longer than the run, which works on several files at a time. */
function durationsByProject(modules: readonly TestModule[]): string[] {
  const totals = new Map<string, number>()
  for (const module of modules) {
    const { name } = module.project
    totals.set(name, (totals.get(name) ?? 0) + module.diagnostic().duration)
  }
  return [...totals]
    .sort(([, a], [, b]) => b - a)
    .map(([name, milliseconds]) => `${(milliseconds / 1000).toFixed(0).padStart(5)} s  ${name}`)
}
