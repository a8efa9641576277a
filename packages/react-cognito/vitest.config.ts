import { defineConfig } from 'vitest/config'

const timeoutMs = process.env.LIFEGUARD_FULL_COUNTS === '1' ? 1_200_000 : 60_000

export default defineConfig({
  test: {
    // As in vitest.workspace.ts: a project with a config of its own inherits nothing, and would run one file at a time.
    maxWorkers: 3,
    name: '@lifeguard/react-cognito',
    include: ['{src,examples}/**/*.test.{ts,tsx}', 'tests/**/*.spec.ts'],
    globalSetup: './tests/build-fixture.ts',
    // No file leaves anything behind in its modules, and keys and code need not be made anew for each.
    isolate: false,
    // A browser and a pool share the machine with every other suite.
    testTimeout: timeoutMs,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
  },
})
