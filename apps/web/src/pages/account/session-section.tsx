import { useSession, useSessionControl } from '@lifeguard/react-cognito'
import { type ReactNode, useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { routes } from '../../api/routes.ts'
import { rememberFarewell } from '../../frame/farewell.ts'
import { Timestamp } from '../../frame/timestamp.tsx'
import { useWords } from '../../language/language.tsx'
import { ConfirmDialog } from '../../private/confirm-dialog.tsx'
import { accountWords } from './account-words.ts'

/** When the session began and ends, and the two ways out of it. */
export function SessionSection({ expiresAt }: { expiresAt: string | undefined }): ReactNode {
  const words = useWords(accountWords)
  const session = useSessionControl()
  const state = useSession()
  const { call } = useApi()
  const [asking, setAsking] = useState(false)

  async function signOutEverywhere(): Promise<string | undefined> {
    try {
      await call(routes.revokeSessions, { body: { sessions: 'all' } })
    } catch {
      return words.everywhere.failed
    }
    rememberFarewell(words.everywhere.done)
    // That call has ended this session's access token too.
    await session.signOut({ tellApi: false })
    return undefined
  }

  if (state.status !== 'signed-in') return null
  return (
    <section className="card stack stack-form">
      <h2>{words.session}</h2>
      <dl className="facts">
        <dt>{words.startedAt}</dt>
        <dd>
          <Timestamp time={state.startedAt.toISOString()} />
        </dd>
        <dt>{words.endsAt}</dt>
        <dd>{state.endsAt === null ? words.endUnknown : <Timestamp time={state.endsAt.toISOString()} />}</dd>
        {expiresAt && (
          <>
            <dt>{words.tokenUntil}</dt>
            <dd>
              <Timestamp time={expiresAt} />
            </dd>
          </>
        )}
      </dl>
      <div className="row">
        <button type="button" className="button" onClick={() => void session.signOut()}>
          {words.signOut}
        </button>
        <button type="button" className="button" onClick={() => setAsking(true)}>
          {words.signOutEverywhere}
        </button>
      </div>
      {asking && (
        <ConfirmDialog
          title={words.everywhere.title}
          confirmLabel={words.signOutEverywhere}
          onConfirm={signOutEverywhere}
          onClose={() => setAsking(false)}
        >
          <p>{words.everywhere.text}</p>
          <p className="soft small">{words.everywhere.limit}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}
