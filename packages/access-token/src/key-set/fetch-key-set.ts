import { type JsonObject, readJsonObject } from '../strict-json.ts'

/** A key set as the pool published it. */
export interface FetchedKeySet {
  readonly document: JsonObject
  /** How long the answer says it stays good, in seconds; null where it says nothing. */
  readonly freshForSeconds: number | null
}

const maximumBytes = 64 * 1024

/**
 * Reads a key set over HTTP. Bounded in time by `signal` (body included) and in bytes, compressed or not; never
 * follows a redirect, since the address of the keys is configuration. Throws for everything else than 200 with a JSON
 * object; the message is the second half of a sentence.
 */
export async function fetchKeySet(url: string, signal: AbortSignal): Promise<FetchedKeySet> {
  const response = await fetch(url, {
    signal,
    redirect: 'manual',
    headers: { Accept: 'application/json', 'Accept-Encoding': 'identity' },
  })
  try {
    if (response.status !== 200) throw new Error(`it answered ${response.status}`)
    if (!isJson(response.headers.get('content-type'))) throw new Error('its content type is not JSON')
    const document = readJsonObject(await readBytes(response))
    if (document === null) throw new Error('it is not one JSON object')
    return { document, freshForSeconds: freshFor(response.headers) }
  } finally {
    // Lets the connection go where the body was not read to its end.
    await response.body?.cancel().catch(() => undefined)
  }
}

function isJson(contentType: string | null): boolean {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  return mediaType === 'application/json' || mediaType === 'application/jwk-set+json'
}

async function readBytes(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > maximumBytes) throw new Error(`it is longer than ${maximumBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

// RFC 9111 §5.2.2: what was stored elsewhere has used up part of its freshness already.
function freshFor(headers: Headers): number | null {
  const directives = headers.get('cache-control')?.toLowerCase() ?? ''
  if (/(^|[\s,])no-(store|cache)/.test(directives)) return 0
  const maxAge = /(?:^|[\s,])max-age=(\d{1,10})/.exec(directives)?.[1]
  if (maxAge === undefined) return null
  return Math.max(0, Number(maxAge) - (Number(headers.get('age')) || 0))
}
