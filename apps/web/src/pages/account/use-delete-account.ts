import { SessionEndedError, useSessionControl } from '@lifeguard/react-cognito'
import { useEffect } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { ApiError } from '../../api/api-error.ts'
import { routes } from '../../api/routes.ts'
import { rememberFarewell } from '../../frame/farewell.ts'
import { useToast } from '../../frame/toasts.tsx'
import { useWords } from '../../language/language.tsx'
import { accountWords } from './account-words.ts'

/**
 * Deletes the account. The API wants a recent sign-in for it: if it says so, the browser is on its way to the pool, and
 * what was confirmed before is carried out when this page is back. Answers a sentence when it did not work.
 */
export function useDeleteAccount(): () => Promise<string | undefined> {
  const words = useWords(accountWords)
  const { call, carryOut } = useApi()
  const session = useSessionControl()
  const showToast = useToast()

  async function leave(): Promise<void> {
    rememberFarewell(words.remove.done)
    await session.signOut()
  }

  useEffect(() => {
    // Whatever waits is taken once, by whoever asks first; a second effect finds nothing.
    carryOut().then(
      (done) => {
        if (done?.method !== 'DELETE' || done.path !== routes.deleteMe.path) return
        if (done.response.ok) void leave()
        else showToast({ message: words.remove.failed })
      },
      () => showToast({ message: words.remove.failed }),
    )
  }, [])

  return async () => {
    try {
      await call(routes.deleteMe, {})
    } catch (error) {
      const leaving = error instanceof ApiError && error.refusal?.kind === 'sign-in-too-old'
      // What ended the session stands in the dialog already, with the way back in.
      return leaving || error instanceof SessionEndedError ? undefined : words.remove.failed
    }
    await leave()
    return undefined
  }
}
