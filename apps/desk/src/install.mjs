import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const pnpm = 'pnpm@12.21.0'
// The first Node that runs TypeScript as it is.
const leastNode = [22, 18]

/**
 * Installs the workspace where the lockfile or a manifest has changed since the last install.
 *
 * @param {string} root the repository
 * @returns {Promise<string | undefined>} one sentence when it could not
 */
export async function install(root) {
  if (!existsSync(join(root, 'pnpm-lock.yaml'))) {
    return 'Cannot install: pnpm-lock.yaml is missing; restore it with "git checkout pnpm-lock.yaml"'
  }
  const stampFile = join(root, 'node_modules', '.lifeguard', 'installed')
  const stamp = fingerprint(root)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return undefined

  const { code, output } = await runPnpm(root)
  if (code !== 0) return `${output.trim()}\n${installFault(code, output)}`
  const problem = nodeProblem(root)
  if (problem) return problem
  mkdirSync(join(stampFile, '..'), { recursive: true })
  writeFileSync(stampFile, stamp)
  return undefined
}

/**
 * The Node that the workspace brings along.
 *
 * @param {string} root the repository
 */
export function workspaceNode(root) {
  return join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
}

/**
 * Why pnpm could not install, and the remedy where its own words mislead.
 *
 * @param {number} code @param {string} output
 */
export function installFault(code, output) {
  if (/\b(EACCES|EROFS)\b/.test(output)) {
    return 'Cannot install: a folder above cannot be written; if it is the cache of npm, set npm_config_cache to another one'
  }
  return `Cannot install: pnpm ended with code ${code}, see its words above`
}

/** @param {string} root */
function fingerprint(root) {
  const folders = ['apps', 'packages'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(root, group, name)),
  )
  const manifests = [root, ...folders].map((folder) => join(folder, 'package.json')).filter(existsSync)
  const files = [join(root, 'pnpm-lock.yaml'), join(root, 'pnpm-workspace.yaml'), ...manifests]
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

/**
 * @param {string} root
 * @returns {Promise<{ code: number, output: string }>}
 */
function runPnpm(root) {
  return new Promise((resolve) => {
    const started = Date.now()
    const report = () => console.error(`Installing packages … ${Math.round((Date.now() - started) / 1000)} s`)
    report()
    const timer = setInterval(report, 5000)
    const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx'
    const child = spawn(npx, ['--yes', pnpm, 'install', '--frozen-lockfile'], { cwd: root })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    /** @param {number} code */
    const finish = (code) => {
      clearInterval(timer)
      resolve({ code, output })
    }
    child.on('error', (error) => {
      output += `${error.message}\n`
      finish(1)
    })
    child.on('close', (code) => finish(code ?? 1))
  })
}

// An install with --ignore-scripts leaves the machine's own Node in place, and everything would then run on it unnoticed.
/** @param {string} root */
function nodeProblem(root) {
  const { stdout } = spawnSync(workspaceNode(root), ['--version'], { encoding: 'utf8' })
  const version = (stdout ?? '').trim().replace(/^v/, '')
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [leastMajor = 0, leastMinor = 0] = leastNode
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined
  return `Cannot use the workspace's Node ("${version}"): its install script did not run; delete node_modules and start again without --ignore-scripts`
}
