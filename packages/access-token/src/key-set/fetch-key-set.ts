import { once } from 'node:events'
import { get as getOverHttp, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { get as getOverHttps } from 'node:https'
import { type JsonObject, readJsonObject } from '../strict-json.ts'

/** A key set as the pool published it. */
export interface FetchedKeySet {
  readonly document: JsonObject
  /** How long the answer says it stays good, in seconds; null where it says nothing. */
  readonly freshForSeconds: number | null
}

const maximumBytes = 64 * 1024

/**
 * Reads a key set over HTTP. Bounded in time by `signal` (body included) and in bytes; never follows a redirect, since
 * the address of the keys is configuration, and decompresses nothing. Throws for everything else than 200 with a JSON
 * object; the message is the second half of a sentence.
 */
export async function fetchKeySet(url: string, signal: AbortSignal): Promise<FetchedKeySet> {
  const response = await get(url, signal)
  try {
    const { statusCode, headers } = response
    if (statusCode !== 200) throw new Error(`it answered ${statusCode}`)
    if (!isJson(headers['content-type'])) throw new Error('its content type is not JSON')
    const document = readJsonObject(await readBytes(response))
    if (document === null) throw new Error('it is not one JSON object')
    return { document, freshForSeconds: freshFor(headers) }
  } finally {
    // Lets the connection go where the body was not read to its end.
    response.destroy()
  }
}

// node:http and not fetch, which follows and decompresses unless told otherwise, and holds several MB while it streams.
async function get(url: string, signal: AbortSignal): Promise<IncomingMessage> {
  const getOver = url.startsWith('https:') ? getOverHttps : getOverHttp
  const request = getOver(url, { signal, headers: { Accept: 'application/json' } })
  // Faults after the answer has begun are faults of the answer, and told there.
  request.on('error', () => undefined)
  const [response]: IncomingMessage[] = await once(request, 'response')
  if (response === undefined) throw new Error('it did not answer')
  return response
}

function isJson(contentType: string | undefined): boolean {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase()
  return mediaType === 'application/json' || mediaType === 'application/jwk-set+json'
}

async function readBytes(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response) {
    length += chunk.length
    if (length > maximumBytes) throw new Error(`it is longer than ${maximumBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

// RFC 9111 §5.2.2: what was stored elsewhere has used up part of its freshness already.
function freshFor(headers: IncomingHttpHeaders): number | null {
  const directives = headers['cache-control']?.toLowerCase() ?? ''
  if (/(^|[\s,])no-(store|cache)/.test(directives)) return 0
  const maxAge = /(?:^|[\s,])max-age=(\d{1,10})/.exec(directives)?.[1]
  if (maxAge === undefined) return null
  return Math.max(0, Number(maxAge) - (Number(headers.age) || 0))
}
