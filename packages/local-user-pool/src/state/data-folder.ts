import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { StartError } from '../start-error.ts'
import { lockFolder } from './folder-lock.ts'
import { createUserPoolKeys, storedKeysSchema, type UserPoolKeys } from './keys.ts'

/** Where a pool keeps what must survive it. Without a path it keeps nothing. */
export interface DataFolder {
  readonly journalFile: string | undefined
  /** Makes them at the first start. */
  readKeys(): Promise<UserPoolKeys>
  writeKeys(keys: UserPoolKeys): void
  close(): void
}

/**
 * @param path the folder, made when missing; undefined keeps everything in memory
 * @throws StartError when it cannot be written, or another pool uses it
 */
export function openDataFolder(path: string | undefined): DataFolder {
  if (path === undefined) {
    return { journalFile: undefined, readKeys: createUserPoolKeys, writeKeys: () => {}, close: () => {} }
  }
  const folder = resolve(path)
  const keysFile = join(folder, 'keys.json')
  const unlock = lock(folder)

  function writeKeys(keys: UserPoolKeys): void {
    writeFileSync(`${keysFile}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${keysFile}.new`, keysFile)
  }

  return {
    journalFile: join(folder, 'journal.jsonl'),
    async readKeys() {
      if (existsSync(keysFile)) return parseKeys(keysFile)
      const keys = await createUserPoolKeys()
      writeKeys(keys)
      return keys
    },
    writeKeys,
    close: unlock,
  }
}

function lock(folder: string): () => void {
  try {
    makeFolder(folder)
    return lockFolder(join(folder, 'pool.lock'))
  } catch (cause) {
    if (cause instanceof StartError) throw cause
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason'
    throw new StartError(
      `Cannot write to the data folder "${folder}" (${code}): choose another with --data`,
      {
        cause,
      },
    )
  }
}

/** By hand, since `recursive: true` never returns for a folder below /proc (Node 24). */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

function parseKeys(file: string): UserPoolKeys {
  try {
    return storedKeysSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new StartError(`Cannot read the keys in "${file}": delete the file to get new ones`, { cause })
  }
}
