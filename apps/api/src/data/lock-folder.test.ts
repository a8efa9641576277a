import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from './lock-folder.ts'

describe('lockFolder()', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('creates the folder and lets go of it again', () => {
    const data = join(folder, 'deep', 'api')

    lockFolder(data)()

    expect(() => lockFolder(data)()).not.toThrow()
  })

  it('refuses a folder that is in use, in one sentence', () => {
    const unlock = lockFolder(folder)

    expect(() => lockFolder(folder)).toThrow(
      `Cannot open the data folder "${folder}": another process is using it; stop that process or set DATA_DIR to another folder`,
    )
    unlock()
  })

  it('refuses a folder that cannot be written', async () => {
    await writeFile(join(folder, 'file'), '')

    expect(() => lockFolder(join(folder, 'file'))).toThrow('Cannot write to the data folder')
  })

  it('takes over from a process that was killed', async () => {
    const holder = await startHolder(folder)
    expect(() => lockFolder(folder)).toThrow('another process is using it')

    holder.kill('SIGKILL')
    await once(holder, 'exit')

    expect(() => lockFolder(folder)()).not.toThrow()
  })
})

async function startHolder(folder: string) {
  const module = new URL('lock-folder.ts', import.meta.url).href
  const program = `
    const { lockFolder } = await import(${JSON.stringify(module)})
    lockFolder(${JSON.stringify(folder)})
    setInterval(() => {})
    console.log('locked')
  `
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  return holder
}
