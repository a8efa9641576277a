import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'

/** A short message, with at most one thing to do about it. */
export interface Toast {
  readonly message: string
  readonly action?: { readonly label: string; run(): void }
  /** Runs when the message goes without its action having been taken. */
  readonly onExpire?: () => void
}

type ShowToast = (toast: Toast) => () => void

const ToastContext = createContext<ShowToast | null>(null)
const shownMs = 6000

/** Shows short messages at the bottom of the page, in a live region, so that they are read aloud as well. */
export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const remove = useCallback(
    (toast: Toast) => setToasts((shown) => shown.filter((other) => other !== toast)),
    [],
  )
  const show = useCallback(
    (toast: Toast) => {
      setToasts((shown) => [...shown, toast])
      return () => remove(toast)
    },
    [remove],
  )

  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status">
        {toasts.map((toast) => (
          <ToastLine key={keyOf(toast)} toast={toast} onEnd={remove} />
        ))}
      </div>
    </ToastContext>
  )
}

/** Shows a message for a few seconds. Returns how to take it away before. */
export function useToast(): ShowToast {
  const show = use(ToastContext)
  if (show === null) throw new Error('Cannot show a message: wrap this component in <ToastProvider>')
  return show
}

// The same message may be shown twice at once, so the object is its own key.
const keys = new WeakMap<Toast, number>()
let lastKey = 0

function keyOf(toast: Toast): number {
  const key = keys.get(toast) ?? ++lastKey
  keys.set(toast, key)
  return key
}

function ToastLine({ toast, onEnd }: { toast: Toast; onEnd: (toast: Toast) => void }): ReactNode {
  const [held, setHeld] = useState(false)

  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => {
      toast.onExpire?.()
      onEnd(toast)
    }, shownMs)
    return () => clearTimeout(timer)
  }, [held, onEnd, toast])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only hold the message while it is read
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p>{toast.message}</p>
      {toast.action && (
        <button
          type="button"
          className="button"
          onClick={() => {
            toast.action?.run()
            onEnd(toast)
          }}
        >
          {toast.action.label}
        </button>
      )}
    </div>
  )
}
