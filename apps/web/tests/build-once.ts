import { join } from 'node:path'
import { build } from 'vite'

/** The build that the browser tests run. It lies apart from `dist`, which `npm start` may be serving. */
export const builtApp = join(import.meta.dirname, '../.vite/browser-tests')

export default async function buildOnce(): Promise<void> {
  await build({
    root: join(import.meta.dirname, '..'),
    logLevel: 'warn',
    build: { outDir: builtApp, emptyOutDir: true },
  })
}
