import { type Refusal, readRefusal } from '@lifeguard/react-cognito'
import type { ConsoleRequest } from './console-request.ts'

/** An answer as it came, before anybody interprets it. */
export interface ConsoleAnswer {
  readonly status: number
  readonly statusText: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly durationMs: number
  readonly text: string
  /** The body as a value; `undefined` when it is not JSON. */
  readonly json: unknown
  /** What the challenge says. */
  readonly refusal: Refusal | null
}

const shownCharacters = 100_000

/** Sends a request, with the access token if there is one. Throws only when no answer came. */
export async function send(request: ConsoleRequest, accessToken: string | null): Promise<ConsoleAnswer> {
  const startedAt = performance.now()
  const response = await fetch(request.url, {
    method: request.method,
    headers: { ...request.headers, ...(accessToken !== null && { authorization: `Bearer ${accessToken}` }) },
    redirect: 'error',
    cache: 'no-store',
    signal: AbortSignal.timeout(30_000),
    ...(request.body !== undefined && { body: request.body }),
  })
  const text = await response.text()

  return {
    status: response.status,
    statusText: response.statusText,
    headers: [...response.headers],
    durationMs: performance.now() - startedAt,
    text: text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text,
    json: readJson(text),
    refusal: readRefusal(response),
  }
}

/** A token that was tampered with: what an API must refuse. */
export function spoil(accessToken: string): string {
  const at = accessToken.length - 10
  return accessToken.slice(0, at) + (accessToken[at] === 'A' ? 'B' : 'A') + accessToken.slice(at + 1)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
