import { useSession } from '@lifeguard/react-cognito'
import { type ReactNode, useActionState } from 'react'
import { SessionNotice } from '../frame/session-notice.tsx'
import { useModal } from '../frame/use-modal.ts'
import { useWords } from '../language/language.tsx'
import { privateWords } from './private-words.ts'

/** Asks before something that cannot be taken back. `onConfirm` answers a sentence when it did not work. */
export function ConfirmDialog({
  title,
  children,
  confirmLabel,
  onConfirm,
  onClose,
}: {
  title: string
  children: ReactNode
  confirmLabel: string
  onConfirm: () => Promise<string | undefined>
  onClose: () => void
}): ReactNode {
  const words = useWords(privateWords)
  const { status } = useSession()
  const modal = useModal(onClose)
  const [fault, confirm, pending] = useActionState<string | undefined>(onConfirm, undefined)

  return (
    <dialog {...modal} className="dialog" aria-labelledby="confirm-title">
      <form className="stack stack-form" action={confirm}>
        {/* Behind a modal dialog nothing can be reached, not even the way back in. */}
        <SessionNotice />
        <h2 id="confirm-title">{title}</h2>
        {children}
        {fault && (
          <p className="notice notice-danger" role="alert">
            {fault}
          </p>
        )}
        <div className="row row-end">
          <button type="button" className="button button-quiet" onClick={onClose}>
            {words.cancel}
          </button>
          <button
            type="submit"
            className="button button-danger"
            aria-busy={pending}
            disabled={pending || status === 'ended'}
          >
            {confirmLabel}
          </button>
        </div>
      </form>
    </dialog>
  )
}
