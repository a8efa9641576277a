import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What ends up in the web app, besides the packages that the lockfile names. */
const inputs = [
  ...[
    'apps/web/src',
    'apps/web/public',
    'apps/web/index.html',
    'apps/web/package.json',
    'apps/web/vite.config.ts',
    'apps/web/vite',
    'apps/web/server/settings.ts',
  ],
  ...['packages/cognito/src', 'packages/react-cognito/src', 'packages/api-contract/src', 'pnpm-lock.yaml'],
]

/** Builds the web app unless its sources are what they were at the last build; answers a sentence when it could not. `signal` ends it. */
export async function buildWebIfChanged(
  { root, allowedIssuers }: { root: string; allowedIssuers: string },
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<string | undefined> {
  const stampFile = join(root, 'node_modules', '.lifeguard', 'web-built')
  const stamp = fingerprint(root, allowedIssuers)
  const built = existsSync(join(root, 'apps/web/dist/index.html'))
  if (built && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return undefined

  print('Building the web app …')
  // A build that is interrupted leaves half of its files behind, and must not count as the one before.
  rmSync(stampFile, { force: true })
  const { code, output } = await runVite(root, allowedIssuers, signal)
  if (code !== 0) return `${output.trim()}\nCannot build the web app: see above`
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
  return undefined
}

function runVite(
  root: string,
  allowedIssuers: string,
  signal: AbortSignal,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
      cwd: join(root, 'apps/web'),
      env: { ...process.env, NODE_ENV: 'production', VITE_ALLOWED_ISSUERS: allowedIssuers },
      signal,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    child.on('error', (error) => {
      output += error.message
    })
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

function fingerprint(root: string, allowedIssuers: string): string {
  const hash = createHash('sha256').update(allowedIssuers)
  for (const file of inputs.flatMap((input) => filesOf(root, input))) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesOf(root: string, path: string): string[] {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (statSync(full).isFile()) return [path]
  const entries = readdirSync(full, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && !/\.(test|spec)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}
