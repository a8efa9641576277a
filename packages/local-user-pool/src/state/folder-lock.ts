import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { StartError } from '../start-error.ts'

/** Locks that this very process holds: a lock with our process id that is not among them is of an earlier run. */
const held = new Set<string>()

/**
 * Keeps a second pool off the folder: each would overwrite what the other wrote. A lock of a dead process is taken over.
 * @returns gives it back
 * @throws StartError when another pool uses the folder
 */
export function lockFolder(file: string): () => void {
  const owner = readOwner(file)
  if (owner !== undefined && isAtWork(owner, file)) {
    throw new StartError(
      `Cannot use the data folder: the pool with process id ${owner} uses it; stop that, or delete "${file}"`,
    )
  }
  if (owner !== undefined) unlinkSync(file)
  // `wx` fails if another process was faster, which ends this start as it should.
  writeFileSync(file, String(process.pid), { flag: 'wx', mode: 0o600 })
  held.add(file)

  return () => {
    held.delete(file)
    unlinkSync(file)
  }
}

/** 0 for a lock without a process id: whoever made it was killed, or the disk was full, before it was written. */
function readOwner(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || 0
  } catch {
    return undefined
  }
}

function isAtWork(owner: number, file: string): boolean {
  if (owner === process.pid) return held.has(file)
  // Signal 0 to process 0 would reach our own group, and succeed.
  if (owner <= 0) return false
  try {
    return process.kill(owner, 0)
  } catch (error) {
    // Without the right to signal it, it is somebody else's, and alive.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
