import { createApiFetch, SessionEndedError, useSession, useSessionControl } from '@lifeguard/react-cognito'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { Outlet } from 'react-router'
import { ApiContext } from '../api/api-context.tsx'
import { ApiError } from '../api/api-error.ts'
import { createCall } from '../api/client.ts'
import type { AppConfig } from '../config/config.ts'
import { LoadingPage } from '../frame/loading-page.tsx'
import { ToastProvider } from '../frame/toasts.tsx'
import { createDrafts, DraftsContext } from './drafts.ts'

/** What the private pages share: the API, its answers, messages. Another person gets another one of everything. */
export default function PrivateArea({ config }: { config: AppConfig }): ReactNode {
  const state = useSession()
  const subject = useLastDefined(state.status === 'signed-in' ? state.claims.sub : undefined)

  return <DataOfOnePerson key={subject} subject={subject ?? ''} config={config} />
}

function DataOfOnePerson({ subject, config }: { subject: string; config: AppConfig }): ReactNode {
  const session = useSessionControl()
  const [api] = useState(() => {
    const apiFetch = createApiFetch(session, config)
    return { call: createCall(apiFetch), carryOut: apiFetch.carryOut, url: config.apiUrl }
  })
  const [client] = useState(createQueryClient)
  const [drafts] = useState(() => createDrafts(subject, session))

  useEffect(() => () => client.clear(), [client])

  return (
    <ApiContext value={api}>
      <QueryClientProvider client={client}>
        <ToastProvider>
          <DraftsContext value={drafts}>
            <Suspense fallback={<LoadingPage />}>
              <Outlet />
            </Suspense>
          </DraftsContext>
        </ToastProvider>
      </QueryClientProvider>
    </ApiContext>
  )
}

function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // A refusal does not change by asking again, and `apiFetch` has waited already where the API asked for it.
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiError) && !(error instanceof SessionEndedError),
      },
    },
  })
}

function useLastDefined(value: string | undefined): string | undefined {
  const [last, setLast] = useState(value)
  if (value !== undefined && value !== last) setLast(value)
  return value ?? last
}
