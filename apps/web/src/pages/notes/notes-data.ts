import type { NewNote, Note, NoteChanges, NotePage } from '@lifeguard/api-contract'
import {
  type InfiniteData,
  type QueryClient,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useApi } from '../../api/api-context.tsx'
import { routes } from '../../api/routes.ts'

const notesKey = ['notes']
type NotePages = InfiniteData<NotePage, string | undefined>

/** The notes of the person, newest first, page after page. */
export function useNotes(): UseInfiniteQueryResult<readonly Note[]> {
  const call = useApi()

  return useInfiniteQuery({
    queryKey: notesKey,
    queryFn: ({ pageParam, signal }) =>
      call(routes.listNotes, { query: { limit: 20, cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    select: (data) => data.pages.flatMap((page) => page.items),
  })
}

/** Adds a note; it stands in the list before the API has answered. */
export function useAddNote(): UseMutationResult<Note, Error, NewNote, Rollback> {
  const call = useApi()
  const client = useQueryClient()

  return useMutation({
    mutationFn: (note) => call(routes.createNote, { body: note }),
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
  const call = useApi()
  const client = useQueryClient()

  return useMutation({
    mutationFn: ({ id, changes }) => call(routes.updateNote, { params: { id }, body: changes }),
    ...optimistic(client, (notes, { id, changes }: { id: string; changes: NoteChanges }) =>
      notes.map((note) => (note.id === id ? { ...note, ...definedMembers(changes) } : note)),
    ),
  })
}

/** Deletes a note. */
export function useRemoveNote(): UseMutationResult<undefined, Error, Note, Rollback> {
  const call = useApi()
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

export interface Rollback {
  readonly before: NotePages | undefined
}

// Shows the change at once, takes it back when the API refuses, and asks for the truth afterwards.
function optimistic<Change>(client: QueryClient, apply: (notes: Note[], change: Change) => Note[]) {
  return {
    onMutate: async (change: Change): Promise<Rollback> => {
      await client.cancelQueries({ queryKey: notesKey })
      const before = client.getQueryData<NotePages>(notesKey)
      client.setQueryData<NotePages>(
        notesKey,
        (pages) => pages && applyToPages(pages, (notes) => apply(notes, change)),
      )
      return { before }
    },
    onError: (_error: Error, _change: Change, rollback: Rollback | undefined) =>
      client.setQueryData(notesKey, rollback?.before),
    onSettled: () => client.invalidateQueries({ queryKey: notesKey }),
  }
}

function applyToPages({ pages, pageParams }: NotePages, apply: (notes: Note[]) => Note[]): NotePages {
  const lengths = pages.map((page) => page.items.length)
  const items = apply(pages.flatMap((page) => page.items))
  // Which note stands on which page does not matter until the list is fetched again: the last page takes the rest.
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

function definedMembers({ title, text }: NoteChanges): { title?: string; text?: string } {
  return { ...(title !== undefined && { title }), ...(text !== undefined && { text }) }
}
