import { type Refusal, SessionEndedError, useSession } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { ApiError } from '../api/api-error.ts'
import { useWords } from '../language/language.tsx'
import { shownName } from './chosen-name.ts'
import { identifier } from './person.ts'
import { privateWords } from './private-words.ts'

/** Stands where data would be that could not be had: what happened, and what can be done. */
export function LoadFailed({
  text,
  error,
  onRetry,
}: {
  text: string
  error: unknown
  onRetry: () => unknown
}): ReactNode {
  const words = useWords(privateWords)

  // What ended the session stands on top of the page already.
  if (error instanceof SessionEndedError) return null
  const refusal = error instanceof ApiError ? error.refusal : null
  if (refusal?.kind === 'scope-missing' || refusal?.kind === 'forbidden')
    return <NoAccess refusal={refusal} />

  return (
    <div className="notice notice-danger" role="alert">
      <div className="stack stack-tight">
        <p>
          {text} {reasonOf(error, words)}
        </p>
        {error instanceof ApiError && error.problem?.instance && (
          <p className="small">{words.reference(error.problem.instance)}</p>
        )}
      </div>
      <button type="button" className="button" onClick={() => void onRetry()}>
        {words.tryAgain}
      </button>
    </div>
  )
}

function NoAccess({ refusal }: { refusal: Refusal }): ReactNode {
  const words = useWords(privateWords)
  const state = useSession()

  return (
    <div className="empty" role="alert">
      <h2>{words.noAccess}</h2>
      {state.status === 'signed-in' && (
        <p>{words.signedInAs(shownName(state.claims), identifier(state.claims))}</p>
      )}
      <p>
        {refusal.kind === 'scope-missing' ? words.scopeMissing(refusal.scopes.join(' ')) : words.groupMissing}
      </p>
    </div>
  )
}

function reasonOf(error: unknown, words: { later(seconds: number): string; unreachable: string }): string {
  if (!(error instanceof ApiError)) return words.unreachable
  return error.refusal?.kind === 'busy' ? words.later(error.refusal.retryAfterSeconds) : ''
}
