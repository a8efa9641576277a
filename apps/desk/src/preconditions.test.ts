import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findObstacle } from './preconditions.ts'
import type { Service } from './services.ts'

const folder = mkdtempSync(join(tmpdir(), 'lifeguard-desk-'))
const service = (port: number): Service => ({
  name: 'api',
  nodeArgs: [],
  script: 'x.ts',
  args: [],
  env: {},
  ports: { PORT: port },
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('findObstacle()', () => {
  it('names the server and the port that is in use, and finds nothing once it is free', async () => {
    const occupant = createServer().listen(0, '127.0.0.1')
    await once(occupant, 'listening')
    const { port } = occupant.address() as AddressInfo

    const obstacle = await findObstacle([service(port)], folder)
    occupant.close()
    await once(occupant, 'close')

    expect(obstacle).toContain(`Cannot start the api: port ${port} is in use`)
    expect(await findObstacle([service(port)], folder)).toBeUndefined()
  })

  it('names the data folder that cannot be written', async () => {
    writeFileSync(`${folder}-file`, '')

    const obstacle = await findObstacle([], `${folder}-file/data`)
    rmSync(`${folder}-file`)

    expect(obstacle).toContain(`Cannot write to the data folder "${folder}-file/data" (ENOTDIR)`)
  })
})
