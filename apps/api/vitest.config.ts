import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Generous, since every file starts a database, and the machine may be busy.
  test: {
    // As in vitest.workspace.ts: a project with a config of its own inherits nothing, and would run one file at a time.
    maxWorkers: 3,
    globalSetup: 'src/testing/provide-databases.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
