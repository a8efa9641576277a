// The entry of everything one types at the root. It runs before the install, so it is plain JavaScript for
// Node 20.19; what it starts afterwards is TypeScript on the workspace's own Node.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { install, workspaceNode } from './install.mjs'

const commands = ['start', 'dev', 'test', 'check', 'build', 'token']
const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/[/\\]$/, '')
const [command = '', ...args] = process.argv.slice(2)

if (!commands.includes(command)) {
  fail(`Cannot run "${command}": the commands are ${commands.join(', ')}`)
} else if (!isAtLeast(process.versions.node, [20, 19])) {
  fail(`Cannot run on Node ${process.versions.node}: install Node 20.19 or newer`)
} else {
  const problem = await install(root)
  if (problem) fail(problem)
  else run(command, args)
}

/** @param {string} name @param {string[]} args */
function run(name, args) {
  const script = fileURLToPath(new URL(`./${name}.ts`, import.meta.url))
  const child = spawn(workspaceNode(root), ['--disable-warning=ExperimentalWarning', script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, LIFEGUARD_ROOT: root },
  })
  // Passed on, since not every signal reaches the child by itself as Ctrl-C does; the child decides when it is done.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => child.kill(signal))
  }
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
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
