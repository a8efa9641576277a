import { defineConfig } from 'vitest/config'
import BrowserTestsFirst from './apps/desk/src/browser-tests-first.ts'

export default defineConfig({
  test: {
    projects: ['apps/*', 'packages/*'],
    reporters: ['default', './apps/desk/src/summary-reporter.ts'],
    // One more than a small machine has cores: browsers, servers and databases do the work in processes of their own,
    // and a test that waits for one of them leaves its core to others.
    maxWorkers: 3,
    sequence: { sequencer: BrowserTestsFirst },
  },
})
