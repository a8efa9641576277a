import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // As in vitest.workspace.ts: a project with a config of its own inherits nothing, and would run one file at a time.
    maxWorkers: 3,
    name: '@lifeguard/web',
    include: ['server/**/*.test.ts', 'src/**/*.test.ts', 'tests/**/*.spec.ts'],
    globalSetup: './tests/set-up.ts',
    // A browser, an API and a pool share the machine with every other suite.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
