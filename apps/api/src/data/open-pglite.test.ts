import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openPglite } from './open-pglite.ts'

describe('openPglite()', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'data-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('says why a folder cannot be used, and leaves it unlocked', async () => {
    await mkdir(join(folder, 'pglite'))
    await writeFile(join(folder, 'pglite', 'PG_VERSION'), 'nonsense')

    const sentence = `Cannot open the database in the data folder "${folder}": PGlite failed to initialize properly; restore the folder, or set DATA_DIR to another folder`
    await expect(openPglite(folder)).rejects.toThrow(sentence)
    await expect(openPglite(folder)).rejects.toThrow(sentence)
  })

  it('says that the disk is full', async () => {
    // What PGlite throws on a full file system.
    vi.spyOn(PGlite, 'create').mockRejectedValueOnce(Object.assign(new Error('undefined'), { errno: 51 }))

    await expect(openPglite(folder)).rejects.toThrow(
      `Cannot open the database in the data folder "${folder}": no space is left on its disk; make room, or set DATA_DIR to another folder`,
    )
  })
})
