import type { Note } from '@lifeguard/api-contract'

/** What a version became by our own change: whoever saw the one has seen the other, too. */
const successors = new Map<string, number>()

/** Remembers that a note that was seen with the version `seen` was changed by us. */
export function rememberChange(seen: Pick<Note, 'id' | 'version'>, changed: Pick<Note, 'version'>): void {
  successors.set(`${seen.id} ${newestKnown(seen)}`, changed.version)
}

/** The header that lets a change through only if nobody else has changed the note since it was seen (RFC 9110 §13.1.1). */
export function ifStillAsSeen(seen: Pick<Note, 'id' | 'version'>): { 'if-match': string } {
  return { 'if-match': `"${newestKnown(seen)}"` }
}

/** What the version that was seen has become by now, by changes of ours alone. */
function newestKnown({ id, version }: Pick<Note, 'id' | 'version'>): number {
  const next = successors.get(`${id} ${version}`)
  return next === undefined ? version : newestKnown({ id, version: next })
}
