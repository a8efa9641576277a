import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { StartError } from '../start-error.ts'
import { createUserPoolKeys, storedKeysSchema, type UserPoolKeys } from './keys.ts'

/** Where a pool keeps what must survive it; undefined members when it keeps nothing. */
export interface DataFolder {
  readonly journalFile: string | undefined
  readKeys(): Promise<UserPoolKeys>
  writeKeys(keys: UserPoolKeys): void
}

/**
 * @param path the folder, made when missing; undefined keeps everything in memory
 * @throws StartError when it cannot be written
 */
export function openDataFolder(path: string | undefined): DataFolder {
  if (path === undefined) {
    return { journalFile: undefined, readKeys: createUserPoolKeys, writeKeys: () => {} }
  }

  const keysFile = join(path, 'keys.json')
  try {
    makeFolder(resolve(path))
    writeFileSync(join(path, '.writable'), '', { mode: 0o600 })
  } catch (cause) {
    throw new StartError(
      `Cannot write to the data folder "${path}" (${toCode(cause)}): choose another with --data`,
      {
        cause,
      },
    )
  }

  function writeKeys(keys: UserPoolKeys): void {
    writeFileSync(`${keysFile}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${keysFile}.new`, keysFile)
  }

  return {
    journalFile: join(path, 'journal.jsonl'),
    async readKeys() {
      if (existsSync(keysFile)) return parseKeys(keysFile)
      const keys = await createUserPoolKeys()
      writeKeys(keys)
      return keys
    },
    writeKeys,
  }
}

function parseKeys(file: string): UserPoolKeys {
  try {
    return storedKeysSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new StartError(`Cannot read the keys in "${file}": delete the file to get new ones`, { cause })
  }
}

function toCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown reason'
}

/** By hand, since `recursive: true` never returns for a folder below /proc (Node 24). */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}
