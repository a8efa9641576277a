import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** The build that the browser tests run. It lies apart from `dist`, which `npm start` may be serving. */
export const builtApp = join(import.meta.dirname, '../.vite/browser-tests')

/** Builds the app as for production: a process of its own, since the tests' NODE_ENV would bring React's slow half. */
export default async function buildOnce(): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--logLevel', 'warn', '--outDir', builtApp, '--emptyOutDir'],
    { cwd: join(import.meta.dirname, '..'), env: { ...process.env, NODE_ENV: 'production' } },
  )
}
