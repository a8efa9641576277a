import { useSession } from '@lifeguard/react-cognito'
import { type ReactNode, useState } from 'react'
import { useWords } from '../../language/language.tsx'
import { ConfirmDialog } from '../../private/confirm-dialog.tsx'
import { accountWords } from './account-words.ts'
import { useDeleteAccount } from './use-delete-account.ts'

/** The end of the account: asked twice, and carried out only soon after a sign-in. */
export function DeleteAccountSection(): ReactNode {
  const words = useWords(accountWords)
  const state = useSession()
  const [asking, setAsking] = useState(false)
  const deleteAccount = useDeleteAccount()

  return (
    <section className="card stack stack-form">
      <h2>{words.danger}</h2>
      <p className="soft">{words.dangerText}</p>
      <div className="row">
        <button type="button" className="button button-danger" onClick={() => setAsking(true)}>
          {words.danger}
        </button>
      </div>
      {asking && (
        <ConfirmDialog
          title={words.remove.title}
          confirmLabel={words.remove.confirm}
          onConfirm={deleteAccount}
          onClose={() => setAsking(false)}
        >
          <p>{words.remove.text}</p>
          {state.status === 'signed-in' && Date.now() - state.startedAt.getTime() > 240_000 && (
            <p className="soft">{words.remove.again}</p>
          )}
        </ConfirmDialog>
      )}
    </section>
  )
}
