import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Endpoint } from '@lifeguard/api-contract'
import type { Response } from 'express'
import * as z from 'zod/mini'
import { toEtag } from './parse-headers.ts'

/**
 * Sends what a handler returned, after checking it against the contract: a member that the schema does not name stays
 * here, and an answer that does not fit is our fault, not the caller's.
 */
export async function sendAnswer(res: Response, endpoint: Endpoint, value: unknown): Promise<void> {
  const { status, body, type, location, etag } = endpoint.answer
  res.status(status)
  if (body === null) return void res.end()
  if (type === 'application/x-ndjson') return await sendLines(res.type(type), endpoint, value)

  const checked = check(endpoint, value)
  if (location !== undefined) res.location(fillIn(location, checked))
  if (etag) {
    res.set('ETag', toEtag(readVersion(value)))
    // The caller has this version already (RFC 9110 §13.1.2).
    if (res.req.fresh) return void res.status(304).end()
  }
  sendJson(res, checked)
}

// Not by Express, which makes bytes of a longer text first: what is one text with the headers is written at once.
function sendJson(res: Response, value: unknown): void {
  const json = JSON.stringify(value)
  res.setHeader('Content-Type', 'application/json; charset=utf-8')
  res.setHeader('Content-Length', Buffer.byteLength(json))
  res.end(json)
}

async function sendLines(res: Response, endpoint: Endpoint, items: unknown): Promise<void> {
  if (!isAsyncIterable(items)) throw new Error(`Cannot answer ${endpoint.name}: the answer is no stream`)
  const lines = toLines(endpoint, items)
  // Read before the answer begins, so that a failure up to here is still a problem and not a broken answer.
  const first = await lines.next()
  // The caller went away meanwhile.
  if (res.destroyed) return void (await lines.return(undefined))
  if (res.req.method === 'HEAD') {
    await lines.return(undefined)
    return void res.end()
  }

  async function* all(): AsyncGenerator<string> {
    if (first.done !== true) yield first.value
    yield* lines
  }
  try {
    await pipeline(Readable.from(all()), res)
  } catch (error) {
    // The caller went away: nobody is left to tell.
    if (!hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) throw error
  }
}

async function* toLines(endpoint: Endpoint, items: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(check(endpoint, item))}\n`
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function check({ name, answer }: Endpoint, value: unknown): unknown {
  const checked = answer.body && z.safeParse(answer.body, value)
  if (checked?.success) return checked.data
  throw new Error(`Cannot answer ${name}: the answer does not fit the contract`, { cause: checked?.error })
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function readVersion(value: unknown): number {
  if (typeof value === 'object' && value !== null && 'version' in value) return Number(value.version)
  throw new Error('Cannot name the version of an answer: it has none')
}

function fillIn(template: string, values: unknown): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(String(Reflect.get(Object(values), name))),
  )
}
