import type { listAccounts, listAuditEntries } from '@lifeguard/api-contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type ReactNode, useId } from 'react'
import { useApi } from '../../api/api-context.tsx'
import type { Route } from '../../api/routes.ts'
import { useWords } from '../../language/language.tsx'
import { LoadFailed } from '../../private/load-failed.tsx'
import { privateWords } from '../../private/private-words.ts'

/** A table that fetches its rows page after page. */
export function PagedTable<Item>({
  title,
  route,
  failed,
  empty,
  columns,
  keyOf,
}: {
  title: string
  route: Route<typeof listAccounts | typeof listAuditEntries>
  failed: string
  empty: string
  columns: readonly (readonly [heading: string, cell: (item: Item) => ReactNode])[]
  keyOf: (item: Item) => string
}): ReactNode {
  const words = useWords(privateWords)
  const { call } = useApi()
  const id = useId()
  const table = useInfiniteQuery({
    queryKey: ['table', route.path],
    queryFn: ({ pageParam, signal }) => call(route, { query: { cursor: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    // The route decides which items its pages hold; `Item` is what the caller says that is.
    select: (data) => data.pages.flatMap((page) => page.items as Item[]),
  })

  return (
    <section className="card stack stack-form">
      <h2 id={id}>{title}</h2>
      {table.isPending && <div className="skeleton skeleton-card" aria-busy="true" />}
      {table.isError && <LoadFailed text={failed} error={table.error} onRetry={table.refetch} />}
      {table.data?.length === 0 && <p className="soft">{empty}</p>}
      {table.data && table.data.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, and a keyboard must reach it
        <section className="scroll" tabIndex={0} aria-labelledby={id}>
          <table>
            <thead>
              <tr>
                {columns.map(([heading]) => (
                  <th key={heading} scope="col">
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.data.map((item) => (
                <tr key={keyOf(item)}>
                  {columns.map(([heading, cell]) => (
                    <td key={heading}>{cell(item)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {table.hasNextPage && (
        <div className="row">
          <button
            type="button"
            className="button"
            aria-busy={table.isFetchingNextPage}
            onClick={() => void table.fetchNextPage()}
          >
            {words.more}
          </button>
        </div>
      )}
    </section>
  )
}
