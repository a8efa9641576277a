import { pipeline, Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import type { NextFunction, Response } from 'express'
import type { EndpointFault } from './fault-plan.ts'

/** Plays the fault, and goes on to the endpoint where the fault leaves something for it to do. */
export async function misbehave(
  fault: EndpointFault | undefined,
  response: Response,
  next: NextFunction,
): Promise<void> {
  if (fault === undefined) return next()
  // The request may be gone before the time is up; then there is nobody to answer.
  if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { ref: false })
  if (response.destroyed) return

  if (fault.mode === 'hang') return
  if (fault.mode === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const { status, headers, body } = fault
  if (status !== undefined || headers !== undefined || body !== undefined) {
    // Not Express's `set`, which adds a charset of its own.
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
    response.status(status ?? 200).end(body ?? '')
    return
  }
  if (fault.mode === 'truncate') truncate(response)
  if (fault.mode === 'huge') pad(response, fault.bytes ?? 5 * 1024 * 1024)
  next()
}

/** Announces the whole body and drops the connection in the middle of it. */
function truncate(response: Response): void {
  response.send = (body) => {
    const text = String(body)
    response.set('content-length', String(Buffer.byteLength(text)))
    response.write(text.slice(0, text.length / 2), () => response.socket?.destroy())
    return response
  }
}

/** The real JSON with one more member, so that only the size is wrong. */
function pad(response: Response, bytes: number): void {
  response.json = (body) => {
    response.setHeader('content-type', 'application/json')
    // A client that hangs up in the middle has done what it should.
    pipeline(Readable.from(padded(JSON.stringify(body), bytes)), response, () => {})
    return response
  }
}

function* padded(json: string, bytes: number): Generator<string> {
  const chunk = 'x'.repeat(65_536)
  yield '{"padding":"'
  for (let left = bytes; left > 0; left -= chunk.length) yield chunk.slice(0, left)
  yield `",${json.slice(1)}`
}
