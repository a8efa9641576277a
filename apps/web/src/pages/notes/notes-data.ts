import type { NewNote, Note, NoteChanges, NotePage } from '@lifeguard/api-contract'
import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useApi } from '../../api/api-context.tsx'
import { routes } from '../../api/routes.ts'
import { fits, type NoteFilter } from './note-filter.ts'

type NotePages = InfiniteData<NotePage, string | undefined>
const allLists = ['notes']

/** The notes of the person that fit a filter, newest first, page after page. */
export function useNotes(filter: NoteFilter): UseInfiniteQueryResult<readonly Note[]> {
  const { call } = useApi()

  return useInfiniteQuery({
    queryKey: [...allLists, filter],
    queryFn: ({ pageParam, signal }) => {
      const { search, tag, archived } = filter
      const query = {
        cursor: pageParam,
        archived: archived ? ('true' as const) : ('false' as const),
        ...(search !== '' && { search }),
        ...(tag !== '' && { tag }),
      }
      return call(routes.listNotes, { query }, { signal })
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: (data) => data.pages.flatMap((page) => page.items),
    // While another filter's first page is on its way, the list stays.
    placeholderData: keepPreviousData,
  })
}

/** Adds a note; it stands in the list before the API has answered. */
export function useAddNote(): UseMutationResult<Note, Error, NewNote, Rollback> {
  const { call } = useApi()
  const client = useQueryClient()

  return useMutation({
    mutationFn: (note) => {
      // Sent again after a pause that the API asked for, it still is one note.
      const headers = { 'idempotency-key': crypto.randomUUID() }
      return call(routes.createNote, { body: note }, { headers })
    },
    ...optimistic(client, (notes, note: NewNote) => [toProvisionalNote(note), ...notes]),
  })
}

/** Changes a note. */
export function useChangeNote(): UseMutationResult<
  Note,
  Error,
  { id: string; changes: NoteChanges },
  Rollback
> {
  const { call } = useApi()
  const client = useQueryClient()

  return useMutation({
    mutationFn: ({ id, changes }) => call(routes.updateNote, { params: { id }, body: changes }),
    ...optimistic(client, (notes, { id, changes }: { id: string; changes: NoteChanges }) =>
      notes.map((note) => (note.id === id ? withChanges(note, changes) : note)),
    ),
  })
}

/** Deletes a note. */
export function useRemoveNote(): UseMutationResult<undefined, Error, Note, Rollback> {
  const { call } = useApi()
  const client = useQueryClient()

  return useMutation({
    mutationFn: ({ id }) => call(routes.deleteNote, { params: { id } }),
    ...optimistic(client, (notes, { id }: Note) => notes.filter((note) => note.id !== id)),
  })
}

/** A note that the API has not answered for yet. */
export function isProvisional(note: Note): boolean {
  return note.id.startsWith('provisional ')
}

/** What the lists held before a change. */
export type Rollback = readonly (readonly [key: readonly unknown[], pages: NotePages | undefined])[]

// Shows the change at once in every list, takes it back when the API refuses, and asks for the truth afterwards.
function optimistic<Change>(client: QueryClient, apply: (notes: Note[], change: Change) => Note[]) {
  return {
    onMutate: async (change: Change): Promise<Rollback> => {
      await client.cancelQueries({ queryKey: allLists })
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
    onSettled: () => client.invalidateQueries({ queryKey: allLists }),
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

function toProvisionalNote({ title, text, tags = [], archived = false }: NewNote): Note {
  const now = new Date().toISOString()
  return { id: `provisional ${now}`, title, text, tags, archived, createdAt: now, updatedAt: now }
}

function withChanges(note: Note, { title, text, tags, archived }: NoteChanges): Note {
  return {
    ...note,
    title: title ?? note.title,
    text: text ?? note.text,
    tags: tags ?? note.tags,
    archived: archived ?? note.archived,
  }
}
