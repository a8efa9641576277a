import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const program = '/usr/sbin/nginx'
const example = join(import.meta.dirname, '../../deploy/nginx.conf')
// The user `nobody` of Debian, for a test that root runs.
const nobody = 65_534

export interface Nginx {
  readonly url: string
  close(): Promise<void>
}

/**
 * Whether Debian's nginx is there.
 *
 * @throws Error when it is not, and skipping is forbidden.
 */
export function hasNginx(): boolean {
  if (existsSync(program)) return true
  if (process.env.LIFEGUARD_REQUIRE_ALL_SUITES === '1') {
    throw new Error('Cannot run the load balancer suite: install the Debian package "nginx"')
  }
  return false
}

/**
 * A port that was free a moment ago. It lies below those that the system hands out for port 0 and for connections, so
 * that nothing else takes it in between.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 30_000)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    await once(server.close(), 'close')
    return port
  }
}

/** Runs the example configuration with other ports, in a temporary folder and without rights. */
export async function startNginx(port: number, [first, second]: readonly [string, string]): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'nginx-'))
  await mkdir(join(folder, 'temp'))
  const configuration = (await readFile(example, 'utf8'))
    .replace('127.0.0.1:8080', `127.0.0.1:${port}`)
    .replace('127.0.0.1:3001', new URL(first).host)
    .replace('127.0.0.1:3002', new URL(second).host)
  await writeFile(join(folder, 'nginx.conf'), configuration)

  const isRoot = process.getuid?.() === 0
  if (isRoot) for (const path of [folder, join(folder, 'temp')]) await chown(path, nobody, nobody)
  const server = spawn(program, ['-p', folder, '-c', 'nginx.conf', '-e', 'stderr'], {
    stdio: 'ignore',
    ...(isRoot && { uid: nobody, gid: nobody }),
  })

  const url = `http://127.0.0.1:${port}`
  await untilItListens(url)
  return {
    url,
    async close() {
      server.kill('SIGQUIT')
      if (server.exitCode === null) await once(server, 'exit')
      await rm(folder, { recursive: true })
    },
  }
}

async function untilItListens(url: string): Promise<void> {
  const deadline = Date.now() + 10_000
  for (;;) {
    const answer = await fetch(`${url}/livez`).catch(() => undefined)
    if (answer?.ok) return
    if (Date.now() > deadline) throw new Error('Cannot start nginx: it does not answer')
    await sleep(50)
  }
}
