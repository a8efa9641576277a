import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const sqliteBusy = 5

/**
 * Takes the exclusive lock on a data folder, creating the folder where it is missing, and returns what gives the
 * lock back.
 *
 * Two PGlite processes on one folder lose acknowledged writes without an error. The lock is one of the operating
 * system, on a file in the folder: it goes with its process, however that ends, so it never has to be judged stale.
 * Node has no door to such locks but SQLite, whose exclusive transaction is one.
 *
 * @throws Error when another process holds the lock, or the folder cannot be written.
 */
export function lockFolder(folder: string): () => void {
  const lock = openLockFile(folder)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if (isBusy(cause)) {
      throw new Error(
        `Cannot open the data folder "${folder}": another process is using it; stop that process or set DATA_DIR to another folder`,
        { cause },
      )
    }
    throw cannotWrite(folder, cause)
  }
  return () => lock.close()
}

function openLockFile(folder: string): DatabaseSync {
  try {
    makeFolder(folder)
    return new DatabaseSync(join(folder, 'lock'))
  } catch (cause) {
    throw cannotWrite(folder, cause)
  }
}

// One by one, since `recursive: true` never returns for a folder below /proc (Node 24).
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

function cannotWrite(folder: string, cause: unknown): Error {
  return new Error(
    `Cannot write to the data folder "${folder}": make it writable or set DATA_DIR to another folder`,
    { cause },
  )
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy
}
