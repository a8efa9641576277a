import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: ['apps/*', 'packages/*'],
    reporters: ['default', './apps/desk/src/summary-reporter.ts'],
  },
})
