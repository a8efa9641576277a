import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** The fixture app, built with React for production, and for development, where StrictMode does everything twice. */
    fixtures: { production: string; development: string }
  }
}

export default async function buildFixtures(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'react-cognito-'))
  const fixtures = { production: join(folder, 'production'), development: join(folder, 'development') }
  for (const [mode, outDir] of Object.entries(fixtures)) {
    process.env.NODE_ENV = mode
    await build({
      root: join(import.meta.dirname, '../fixture'),
      mode,
      configFile: false,
      logLevel: 'warn',
      define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
      build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false }, target: 'esnext' },
    })
  }
  project.provide('fixtures', fixtures)
  return () => rm(folder, { recursive: true })
}
