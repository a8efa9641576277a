import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startProcessGroup } from './process-group.ts'
import type { Service } from './services.ts'

describe('startProcessGroup()', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lifeguard-group-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** A server that does this when it is asked to stop. */
  function server(name: Service['name'], onStop: string): Service {
    const script = join(folder, `${name}.mjs`)
    writeFileSync(
      script,
      `process.on('SIGTERM', () => { ${onStop} })
       setTimeout(() => {}, 60_000)
       console.log('{"event":"listening"}')`,
    )
    return { name, script, nodeArgs: [], args: [], env: {}, ports: {} }
  }

  it('asks the last server first, and the one before it when that has ended', async () => {
    // Whoever were asked at the same moment would be asked before this one has ended.
    const slowly = `console.log('asked'); setTimeout(() => { console.log('ends'); process.exit() }, 300)`
    const services = (['pool', 'api', 'web'] as const).map((name) => server(name, slowly))
    const lines: string[] = []
    const group = startProcessGroup(services, { cwd: folder, print: (line) => lines.push(line) })
    await group.ready
    lines.length = 0

    await group.stop(20_000)

    expect(lines).toEqual([
      'web  │ asked',
      'web  │ ends',
      'api  │ asked',
      'api  │ ends',
      'pool │ asked',
      'pool │ ends',
    ])
  })

  it('waits no longer than it says for a server that does not end', async () => {
    const services = [server('pool', 'process.exit()'), server('api', '')]
    const group = startProcessGroup(services, { cwd: folder, print: () => undefined })
    await group.ready

    await group.stop(200)

    expect(await group.ended).toBe('api ended by itself (SIGKILL)')
  })
})
