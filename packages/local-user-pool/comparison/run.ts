import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

// How long until it answers, and how much memory it takes then: this pool beside two others, each started nine times in
// turn by the same Node. The others come from the npm registry into a temporary folder. Linux only: memory is read from /proc.

const peers = { 'cognito-local': '5.3.0', 'oauth2-mock-server': '9.3.0' }
const rounds = 9

const folder = mkdtempSync(join(tmpdir(), 'pool-comparison-'))
const packages = Object.entries(peers).map(([name, version]) => `${name}@${version}`)
execFileSync(
  'npm',
  ['install', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', ...packages],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
  },
)

interface Contender {
  readonly name: string
  /** What it does with its keys at this start. */
  readonly keys: string
  readonly command: (port: number, otherPort: number) => readonly string[]
  /** Answers once it is up; any status will do. */
  readonly path: string
}

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const discovery = '/us-east-1_Lifeguard/.well-known/openid-configuration'
const ports = (port: number, other: number) => ['--issuer-port', `${port}`, '--domain-port', `${other}`]

const contenders: readonly Contender[] = [
  {
    name: 'Lifeguard local pool, first start',
    keys: 'makes two',
    command: (port, other) => [main, ...ports(port, other)],
    path: discovery,
  },
  {
    name: 'Lifeguard local pool, later start',
    keys: 'reads two',
    command: (port, other) => [main, ...ports(port, other), '--data', join(folder, 'data')],
    path: discovery,
  },
  {
    name: `cognito-local ${peers['cognito-local']}`,
    keys: 'has one built in',
    command: () => [join(folder, 'node_modules/cognito-local/lib/bin/start.js')],
    path: '/health',
  },
  {
    name: `oauth2-mock-server ${peers['oauth2-mock-server']}`,
    keys: 'makes one',
    command: (port) => [
      join(folder, 'node_modules/oauth2-mock-server/dist/oauth2-mock-server.mjs'),
      '-a',
      '127.0.0.1',
      '-p',
      `${port}`,
    ],
    path: '/.well-known/openid-configuration',
  },
]

interface Figures {
  readonly ms: number
  /** Of all its threads; unlike the time on the wall it does not depend on what else the machine does. */
  readonly cpuMs: number
  readonly mib: number
}

const measured = new Map<Contender, Figures[]>(contenders.map((contender) => [contender, []]))
try {
  for (let round = 0; round < rounds; round += 1) {
    for (const [contender, figures] of measured) figures.push(await measure(contender))
  }
} finally {
  rmSync(folder, { recursive: true })
}

process.stdout.write('| pool | keys | until it answers | processor time | memory then |\n')
process.stdout.write('| --- | --- | --- | --- | --- |\n')
for (const [{ name, keys }, figures] of measured) {
  const [ms, cpuMs, mib] = (['ms', 'cpuMs', 'mib'] as const).map((unit) =>
    median(figures.map((each) => each[unit])),
  )
  process.stdout.write(`| ${name} | ${keys} | ${ms} ms | ${cpuMs} ms | ${mib} MiB |\n`)
}
process.stdout.write(`\nMedians of ${rounds} starts, Node ${process.version}.\n`)

async function measure({ command, path }: Contender): Promise<Figures> {
  const [port, other] = [await findFreePort(), await findFreePort()]
  const startedAt = performance.now()
  const child = spawn(process.execPath, command(port, other), {
    cwd: folder,
    env: { ...process.env, PORT: `${port}`, HOST: '127.0.0.1', NODE_ENV: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    while (!(await isUp(`http://127.0.0.1:${port}${path}`))) {
      if (child.exitCode !== null)
        throw new Error(`Cannot measure: ${command(port, other)[0]} ended with code ${child.exitCode}`)
      await wait(5)
    }
    const ms = performance.now() - startedAt
    return { ms, cpuMs: readProcessorMs(child.pid), mib: readMemoryMib(child.pid) }
  } finally {
    if (child.exitCode === null) {
      const closed = once(child, 'close')
      child.kill('SIGKILL')
      await closed
    }
  }
}

/** Fields 14 and 15 of proc(5) are hundredths of a second in user and in system mode. */
function readProcessorMs(pid: number | undefined): number {
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const [user, system] = fields.split(' ').slice(11, 13)
  return (Number(user) + Number(system)) * 10
}

function readMemoryMib(pid: number | undefined): number {
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(resident) / 1024
}

async function isUp(url: string): Promise<boolean> {
  try {
    await (await fetch(url)).arrayBuffer()
    return true
  } catch {
    return false
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const closed = once(server, 'close')
  server.close()
  await closed
  return port
}

function median(values: readonly number[]): number {
  return Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN)
}
