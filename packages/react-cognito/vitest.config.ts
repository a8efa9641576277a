import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    name: '@lifeguard/react-cognito',
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.spec.ts'],
    globalSetup: './tests/build-fixture.ts',
    // A browser and a pool share the machine with every other suite.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
