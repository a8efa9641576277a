import type { Note } from '@lifeguard/api-contract'

/** Which notes a list shows. Empty text means any. */
export interface NoteFilter {
  readonly search: string
  readonly tag: string
  readonly archived: boolean
}

/** Reads the filter from the address, so that a list can be bookmarked and Back undoes a search. */
export function readNoteFilter(search: URLSearchParams): NoteFilter {
  return {
    search: search.get('search')?.trim().slice(0, 200) ?? '',
    tag: search.get('tag')?.trim().slice(0, 50) ?? '',
    archived: search.has('archived'),
  }
}

/** The filter as it stands in the address. */
export function toSearchParams({ search, tag, archived }: NoteFilter): URLSearchParams {
  return new URLSearchParams({
    ...(search !== '' && { search }),
    ...(tag !== '' && { tag }),
    ...(archived && { archived: '' }),
  })
}

/** Whether a note belongs into a list; the API decides, this is for the moment before it has answered. */
export function fits(note: Note, { search, tag, archived }: NoteFilter): boolean {
  const wanted = search.toLowerCase()
  return (
    note.archived === archived &&
    (tag === '' || note.tags.includes(tag)) &&
    (note.title.toLowerCase().includes(wanted) || note.text.toLowerCase().includes(wanted))
  )
}
