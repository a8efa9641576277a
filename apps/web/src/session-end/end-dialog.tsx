import { useSessionControl } from '@lifeguard/react-cognito'
import { type ReactNode, useEffect, useId, useLayoutEffect, useState } from 'react'
import { frameWords } from '../frame/frame-words.ts'
import { useModal } from '../frame/use-modal.ts'
import { useWords } from '../language/language.tsx'
import { sessionEndWords } from './session-end-words.ts'

/**
 * Says over whatever is open that the session ends, and counts down to it. `children` are the ways to go on; Esc goes
 * on as `onClose` does.
 */
export function EndDialog({
  title,
  text,
  at,
  onClose,
  children,
}: {
  title: string
  text: string
  at: Date
  onClose: () => void
  children: ReactNode
}): ReactNode {
  const frame = useWords(frameWords)
  const session = useSessionControl()
  const modal = useModal(onClose)
  const id = useId()

  // Not a button: whoever was typing would press it.
  useLayoutEffect(() => modal.ref.current?.focus(), [modal.ref])

  return (
    <dialog
      {...modal}
      role="alertdialog"
      tabIndex={-1}
      className="dialog end-dialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
    >
      <div className="stack stack-form">
        <h2 id={`${id}-title`}>{title}</h2>
        <p id={`${id}-text`}>{text}</p>
        <Countdown to={at} />
        <div className="row row-end">
          <button type="button" className="button button-quiet" onClick={() => void session.signOut()}>
            {frame.signOut}
          </button>
          {children}
        </div>
      </div>
    </dialog>
  )
}

const toldAt = [60, 30, 10]

/** Shows every second, and says a few of them: a screen reader that counts along is no help. */
function Countdown({ to }: { to: Date }): ReactNode {
  const words = useWords(sessionEndWords)
  const secondsLeft = useSecondsUntil(to)
  const told = toldAt.findLast((seconds) => secondsLeft <= seconds)
  const seconds = String(secondsLeft % 60).padStart(2, '0')

  return (
    <>
      <p role="timer" className="countdown">
        {Math.floor(secondsLeft / 60)}:{seconds}
      </p>
      <p role="status" className="visually-hidden">
        {told !== undefined && words.secondsLeft(told)}
      </p>
    </>
  )
}

function useSecondsUntil(moment: Date): number {
  const [nowMs, setNowMs] = useState(Date.now)

  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])

  return Math.max(0, Math.ceil((moment.getTime() - nowMs) / 1000))
}
