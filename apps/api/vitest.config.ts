import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Generous, since every file starts a database, and the machine may be busy.
  test: {
    globalSetup: 'src/testing/provide-databases.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
