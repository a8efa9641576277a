import type { NewNote, Note, NoteChanges, NotePage } from '@lifeguard/api-contract'
import type { InfiniteData, Query, QueryClient } from '@tanstack/react-query'
import { fits, type NoteFilter } from './note-filter.ts'

type NotePages = InfiniteData<NotePage, string | undefined>

/** What the keys of all lists of notes begin with. */
export const allLists = ['notes']

/** What the lists held before a change. */
export type Rollback = readonly (readonly [key: readonly unknown[], pages: NotePages | undefined])[]

/** Shows a change at once in every list, takes it back when the API refuses, and asks for the truth afterwards. */
export function optimistic<Change>(client: QueryClient, apply: (notes: Note[], change: Change) => Note[]) {
  return {
    // One change after the other: each names the version that the one before has made.
    scope: { id: 'notes' },
    mutationKey: allLists,
    onMutate: async (change: Change): Promise<Rollback> => {
      // What a list is asked for now may not know the change. A list that was never there is waited for all the same.
      const isThere = ({ state }: Query): boolean => state.data !== undefined
      await client.cancelQueries({ queryKey: allLists, predicate: isThere })
      const before = client.getQueriesData<NotePages>({ queryKey: allLists })
      for (const [key, pages] of before) {
        // The key of a list is made of `allLists` and its filter.
        const filter = key[1] as NoteFilter
        if (pages)
          client.setQueryData(
            key,
            mapNotes(pages, (notes) => apply(notes, change).filter((note) => fits(note, filter))),
          )
      }
      return before
    },
    onError: (_error: Error, _change: Change, rollback: Rollback | undefined) => {
      for (const [key, pages] of rollback ?? []) client.setQueryData(key, pages)
    },
    onSettled: async (_answer: unknown, error: Error | null) => {
      // A change that still waits would seem undone by an answer that does not know it: the last one asks.
      if (client.isMutating({ mutationKey: allLists }) > 1) return
      const asked = client.invalidateQueries({ queryKey: allLists })
      // What was refused has made no version that the next change must name.
      if (error === null) await asked
    },
  }
}

/** A note that the API has not answered for yet. */
export function isProvisional(note: Note): boolean {
  return note.id.startsWith('provisional ')
}

/** How a note stands in the list until the API has answered. */
export function toProvisionalNote({ title, text, tags = [], archived = false }: NewNote): Note {
  const now = new Date().toISOString()
  return { id: `provisional ${now}`, title, text, tags, archived, version: 1, createdAt: now, updatedAt: now }
}

/** The note as it will be. */
export function withChanges(note: Note, { title, text, tags, archived }: NoteChanges): Note {
  return {
    ...note,
    title: title ?? note.title,
    text: text ?? note.text,
    tags: tags ?? note.tags,
    archived: archived ?? note.archived,
  }
}

// Which note stands on which page does not matter until the list is fetched again: the last page takes the rest.
function mapNotes({ pages, pageParams }: NotePages, apply: (notes: Note[]) => Note[]): NotePages {
  const lengths = pages.map((page) => page.items.length)
  const items = apply(pages.flatMap((page) => page.items))
  return {
    pageParams,
    pages: pages.map((page, index) => ({
      ...page,
      items: items.splice(0, index === pages.length - 1 ? items.length : lengths[index]),
    })),
  }
}
