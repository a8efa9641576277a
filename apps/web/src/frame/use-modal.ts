import { type ReactEventHandler, type RefObject, useLayoutEffect, useRef } from 'react'

interface Modal {
  readonly ref: RefObject<HTMLDialogElement | null>
  readonly onClose: ReactEventHandler<HTMLDialogElement>
}

/**
 * Makes a `<dialog>` modal for as long as it is rendered; `onClose` is for Escape. The native dialog keeps the focus
 * inside and gives it back.
 */
export function useModal(onClose: () => void): Modal {
  const ref = useRef<HTMLDialogElement>(null)

  // Before effects of what is inside look where the focus belongs: opening puts it on the first field.
  useLayoutEffect(() => {
    const dialog = ref.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])

  return {
    ref,
    // In development React closes it and opens it again at once; the event comes when it is open once more.
    onClose({ currentTarget }) {
      if (!currentTarget.open) onClose()
    },
  }
}
