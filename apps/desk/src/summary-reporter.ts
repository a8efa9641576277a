import type { Reporter, TestModule } from 'vitest/node'

/** Prints one closing line over all suites, `N passed, N failed`, for people and for CI. */
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
    // After vitest's own summary, which is printed by a reporter that comes before this one.
    process.on('exit', () => console.log(`${count.passed} passed, ${count.failed} failed${skipped}`))
  }
}
