/** A request that waits until its person has signed in again. It rests with the pending sign-in, in this tab only. */
export interface WaitingAction {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** Who wanted it; it is carried out for nobody else. */
  readonly subject: string
}

/** The request as something that can rest, or `null` when its body cannot (a form with files, a stream). */
export function toWaitingAction(path: string, init: RequestInit, subject: string): WaitingAction | null {
  const { body = null, method = 'GET' } = init
  if (body !== null && typeof body !== 'string') return null
  const headers = new Headers(init.headers)
  headers.delete('authorization')
  return { method, path, headers: Object.fromEntries(headers), body, subject }
}

/** Whether a stored value is one; it comes from a storage. */
export function isWaitingAction(value: unknown): value is WaitingAction {
  if (typeof value !== 'object' || value === null) return false
  const { method, path, subject, headers, body }: Partial<Record<keyof WaitingAction, unknown>> = value
  const areStrings = [method, path, subject].every((each) => typeof each === 'string')
  const isBody = body === null || typeof body === 'string'
  return areStrings && isBody && typeof headers === 'object' && headers !== null
}
