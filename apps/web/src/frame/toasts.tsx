import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react'

/** A short message, with at most one thing to do about it. */
export interface Toast {
  readonly message: string
  readonly action?: { readonly label: string; run(): void }
  /** Runs when the message goes without its action having been taken. */
  readonly onExpire?: () => void
}

type ShownToast = Toast & { readonly key: number; end(): void }
type ShowToast = (toast: Toast) => () => void

const ToastContext = createContext<ShowToast | null>(null)
const shownMs = 6000
let lastKey = 0

/** Shows short messages at the bottom of the page, in a live region, so that they are read aloud as well. */
export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([])
  const show = useCallback((toast: Toast) => {
    const key = ++lastKey
    const end = () => setToasts((shown) => shown.filter((other) => other.key !== key))
    setToasts((shown) => [...shown, { ...toast, key, end }])
    return end
  }, [])

  return (
    <ToastContext value={show}>
      {children}
      <div className="toasts" role="status">
        {toasts.map((toast) => (
          <ToastLine key={toast.key} toast={toast} />
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

function ToastLine({ toast }: { toast: ShownToast }): ReactNode {
  useEffect(() => {
    let lastHeldMs = Date.now()
    const timer = setInterval(() => {
      // Whoever reads it, or is about to press a button, has all the time they need (WCAG 2.2.1).
      if (document.querySelector('.toast:is(:hover, :focus-within)')) lastHeldMs = Date.now()
      if (Date.now() < lastHeldMs + shownMs) return
      toast.onExpire?.()
      toast.end()
    }, 500)
    return () => clearInterval(timer)
  }, [toast])

  return (
    <div className="toast">
      <p>{toast.message}</p>
      {toast.action && (
        <button
          type="button"
          className="button"
          // biome-ignore lint/a11y/noAutofocus: the button that was pressed is going, and the focus would be lost
          autoFocus={document.querySelector('button:focus-visible') !== null}
          onClick={() => {
            toast.action?.run()
            toast.end()
          }}
        >
          {toast.action.label}
        </button>
      )}
    </div>
  )
}
