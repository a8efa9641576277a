import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePorts } from './free-ports.ts'

export const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')

/** `npm start` on ports and a data folder of its own. */
export interface RunningDesk {
  readonly child: ChildProcess
  readonly env: Readonly<Record<string, string>>
  /** All that it has printed. */
  output(): string
  /** Resolves once it has printed a text; rejects with its output when it ended before. */
  printed(text: string): Promise<void>
  /** Presses Ctrl-C and answers the exit code. */
  interrupt(): Promise<number | null>
  cleanUp(): void
}

export async function startDesk(overrides: Record<string, string> = {}): Promise<RunningDesk> {
  const [web, api, issuer, domain] = await freePorts(4)
  const dataDir = mkdtempSync(join(tmpdir(), 'lifeguard-start-'))
  const env = {
    WEB_PORT: String(web),
    PORT: String(api),
    POOL_ISSUER_PORT: String(issuer),
    POOL_DOMAIN_PORT: String(domain),
    DATA_DIR: dataDir,
    ...overrides,
  }
  const child = spawn(process.execPath, [join(root, 'apps/desk/src/main.mjs'), 'start'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: '', ...env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
      child.emit('printed')
    })
  }
  const closed = once(child, 'close')

  return {
    child,
    env,
    output: () => output,
    async printed(text) {
      while (!output.includes(text)) {
        if (child.exitCode !== null) throw new Error(`It ended before it printed "${text}":\n${output}`)
        await Promise.race([once(child, 'printed'), closed])
      }
    },
    async interrupt() {
      child.kill('SIGINT')
      await closed
      return child.exitCode
    },
    cleanUp() {
      child.kill('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
