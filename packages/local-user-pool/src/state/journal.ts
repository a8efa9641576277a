import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { z } from 'zod'
import { StartError } from '../start-error.ts'
import { createTable, type Table } from './table.ts'

/** Tables that survive the process, when there is a file. */
export interface Journal {
  /**
   * A table of this name. Entries read back that do not fit `schema` are dropped: another version of the pool wrote
   * them. At most `limit` entries are kept; those past their `expiresAt` (ms) go first.
   */
  table<Value>(
    name: string,
    options: { schema: z.ZodType<Value>; limit: number; expiresAt?: (value: Value) => number },
  ): Table<Value>
  /** Starts writing; call it once every table is declared. */
  begin(): void
  close(): void
}

const line = z.object({ table: z.string(), key: z.string(), value: z.unknown().optional() })

/**
 * Every change is appended as one line before the answer leaves, so a killed process loses nothing: what was written
 * is with the operating system. The file is rewritten at start and whenever most of its lines are outdated.
 */
export function openJournal(file: string | undefined, now: () => number): Journal {
  const stored = file === undefined ? [] : readLines(file)
  const tables = new Map<string, Table<unknown>>()
  let lineCount = 0
  let descriptor: number | undefined
  /** A line did not get there whole, on a full disk for instance: nothing may be written behind it. */
  let isTorn = false

  function append(table: string, key: string, value: unknown): void {
    if (file === undefined || descriptor === undefined) return
    if (isTorn) {
      // From the tables, which hold this change already.
      rewrite(file)
      return
    }
    isTorn = true
    writeLine(descriptor, { table, key, value })
    isTorn = false
    lineCount += 1
    const entryCount = [...tables.values()].reduce((sum, { size }) => sum + size, 0)
    if (lineCount > 2 * entryCount + 10_000) rewrite(file)
  }

  function rewrite(path: string): void {
    const fresh = openSync(`${path}.new`, 'w', 0o600)
    try {
      lineCount = 0
      for (const [table, entries] of tables) {
        for (const [key, value] of entries.entries()) {
          writeLine(fresh, { table, key, value })
          lineCount += 1
        }
      }
      fsyncSync(fresh)
      renameSync(`${path}.new`, path)
    } catch (cause) {
      closeSync(fresh)
      throw cause
    }
    if (descriptor !== undefined) closeSync(descriptor)
    descriptor = fresh
    isTorn = false
  }

  return {
    table(name, { schema, ...options }) {
      const table = createTable({ ...options, now, changed: (key, value) => append(name, key, value) })
      for (const { key, value } of stored.filter((line) => line.table === name)) {
        table.load(key, schema.safeParse(value).data)
      }
      tables.set(name, table)
      return table
    },
    begin() {
      if (file !== undefined) rewrite(file)
    },
    close() {
      if (descriptor !== undefined) closeSync(descriptor)
      descriptor = undefined
    },
  }
}

function writeLine(descriptor: number, change: { table: string; key: string; value: unknown }): void {
  const bytes = Buffer.from(`${JSON.stringify(change)}\n`)
  if (writeSync(descriptor, bytes) === bytes.length) return
  throw new Error('Cannot write the journal: the disk took part of a line only; make room on it')
}

/** A killed process may leave a torn last line; it, and nothing else, is skipped. */
function readLines(file: string): z.output<typeof line>[] {
  if (!existsSync(file)) return []
  const texts = readFileSync(file, 'utf8').split('\n')
  return texts.flatMap((text, index) => {
    if (text === '') return []
    try {
      return [line.parse(JSON.parse(text))]
    } catch (cause) {
      if (index === texts.length - 1) return []
      throw new StartError(
        `Cannot read "${file}": line ${index + 1} is damaged; delete the file to start afresh`,
        {
          cause,
        },
      )
    }
  })
}
