import type { NewNote, Note, NoteChanges } from '@lifeguard/api-contract'
import {
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useApi } from '../../api/api-context.tsx'
import { routes } from '../../api/routes.ts'
import type { NoteFilter } from './note-filter.ts'
import { ifStillAsSeen, rememberChange } from './note-version.ts'
import { allLists, optimistic, type Rollback, toProvisionalNote, withChanges } from './optimistic.ts'

/** The notes of the person that fit a filter, newest first, page after page. */
export function useNotes(filter: NoteFilter): UseInfiniteQueryResult<readonly Note[]> {
  const { call } = useApi()

  return useInfiniteQuery({
    queryKey: [...allLists, filter],
    queryFn: ({ pageParam: cursor, signal }) =>
      call(routes.listNotes, { query: { ...filter, archived: `${filter.archived}`, cursor } }, { signal }),
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

/** A change of the note that was seen with this version. */
export interface NoteChange extends Pick<Note, 'id' | 'version'> {
  readonly changes: NoteChanges
}

/** Changes a note, unless somebody else has changed it since: then the API answers 412. */
export function useChangeNote(): UseMutationResult<Note, Error, NoteChange, Rollback> {
  const { call } = useApi()
  const client = useQueryClient()

  return useMutation({
    mutationFn: async ({ changes, ...seen }) => {
      const input = { params: { id: seen.id }, body: changes }
      const changed = await call(routes.updateNote, input, { headers: ifStillAsSeen(seen) })
      rememberChange(seen, changed)
      return changed
    },
    ...optimistic(client, (notes, { id, changes }: NoteChange) =>
      notes.map((note) => (note.id === id ? withChanges(note, changes) : note)),
    ),
  })
}

type RemoveNote = (note: Note) => Promise<undefined>

/**
 * Deletes a note, unless somebody else has changed it since: then the API answers 412. `inTurn` lets earlier changes go
 * first; `atOnce` is for a page that goes, and the request outlives it.
 */
export function useRemoveNote(): { inTurn: RemoveNote; atOnce: RemoveNote } {
  const { call } = useApi()
  const client = useQueryClient()
  const atOnce: RemoveNote = (note) => {
    const input = { params: { id: note.id } }
    return call(routes.deleteNote, input, { headers: ifStillAsSeen(note), keepalive: true })
  }
  const { mutateAsync } = useMutation({
    mutationFn: atOnce,
    ...optimistic(client, (notes, { id }: Note) => notes.filter((note) => note.id !== id)),
  })

  return { inTurn: mutateAsync, atOnce }
}
