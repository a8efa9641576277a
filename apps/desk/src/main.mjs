// The entry of everything one types at the root. It runs before the install, so it is plain JavaScript for
// Node 20.19; what it starts afterwards is TypeScript on the workspace's own Node.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install, workspaceNode } from './install.mjs'

/** @type {Readonly<Record<string, string>>} */
const scripts = {
  start: 'apps/desk/src/start.ts',
  dev: 'apps/desk/src/dev.ts',
  test: 'apps/desk/src/test.ts',
  check: 'apps/desk/src/check.ts',
  build: 'apps/desk/src/build.ts',
  token: 'apps/desk/src/token.ts',
  routes: 'apps/api/src/print-routes.ts',
  bench: 'packages/benchmarks/src/main.ts',
  screenshots: 'apps/web/scripts/screenshots.ts',
}
const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[/\\]$/, '')
const [command = '', ...args] = process.argv.slice(2)
const script = Object.hasOwn(scripts, command) ? scripts[command] : undefined

if (script === undefined) {
  fail(`Cannot run "${command}": the commands are ${Object.keys(scripts).join(', ')}`)
} else if (!isAtLeast(process.versions.node, [20, 19])) {
  fail(`Cannot run on Node ${process.versions.node}: install Node 20.19 or newer`)
} else {
  const problem = await install(root)
  if (problem) fail(problem)
  else run(join(root, script), args)
}

/** @param {string} file @param {string[]} args */
function run(file, args) {
  const endWithParent = `--import=${new URL('end-with-parent.ts', import.meta.url).href}`
  const nodeArgs = ['--disable-warning=ExperimentalWarning', endWithParent]
  const child = spawn(workspaceNode(root), [...nodeArgs, file, ...args], {
    cwd: root,
    // The channel carries no message; its end tells the child that this process is gone, however that went.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, ...loopbackWithoutProxy(process.env), LIFEGUARD_ROOT: root },
  })
  // Passed on, since not every signal reaches the child by itself as Ctrl-C does; the child decides when it is done.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

// Pool, API and web app call each other on loopback, where no proxy can reach them. Node asks one all the same where
// NODE_USE_ENV_PROXY is set.
/** @param {NodeJS.ProcessEnv} env */
function loopbackWithoutProxy({ no_proxy, NO_PROXY }) {
  const hosts = [no_proxy || NO_PROXY, 'localhost', '127.0.0.1', '[::1]'].filter(Boolean).join(',')
  return { no_proxy: hosts, NO_PROXY: hosts }
}

/** @param {string} sentence */
function fail(sentence) {
  console.error(sentence)
  process.exitCode = 1
}

/** @param {string} version @param {[number, number]} least */
function isAtLeast(version, [major, minor]) {
  const [haveMajor = 0, haveMinor = 0] = version.split('.').map(Number)
  return haveMajor > major || (haveMajor === major && haveMinor >= minor)
}
