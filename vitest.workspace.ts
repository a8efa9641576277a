import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { defineConfig } from 'vitest/config'
import BrowserTestsFirst from './apps/desk/src/browser-tests-first.ts'

const folders = ['apps', 'packages'].flatMap((group) =>
  readdirSync(join(import.meta.dirname, group)).map((name) => join(import.meta.dirname, group, name)),
)

export default defineConfig({
  test: {
    // A package with a config of its own goes by that; all others go by this one.
    projects: folders.map((folder) => {
      if (existsSync(join(folder, 'vitest.config.ts'))) return folder
      return { extends: true, root: folder, test: { name: `@lifeguard/${basename(folder)}` } }
    }),
    // Three files at a time, and a busy machine: what takes milliseconds alone may take seconds here.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // One more than a small machine has cores: browsers, servers and databases do the work in processes of their own,
    // and a test that waits for one of them leaves its core to others.
    maxWorkers: 3,
    sequence: { sequencer: BrowserTestsFirst },
    reporters: ['default', './apps/desk/src/summary-reporter.ts'],
  },
})
