import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

type AnswerKeySet = (res: ServerResponse, keys: readonly object[], req: IncomingMessage) => void

const json = { 'Content-Type': 'application/json' }
const sendBody = (body: string, headers: Record<string, string> = json): AnswerKeySet => {
  return (res) => res.writeHead(200, headers).end(body)
}
const sendStatus = (status: number): AnswerKeySet => {
  return (res) => res.writeHead(status, json).end('{"message":"Try again later"}')
}
const asText = (keys: readonly object[]) => JSON.stringify({ keys })

// Made on first use: 200 MB are too much to hold for nothing.
let gzipBomb: Buffer | undefined

/** What can be wrong with a key set endpoint, by name. Every one but `healthy` must leave the last good set in place. */
const modes = {
  healthy: (res, keys) => res.writeHead(200, json).end(asText(keys)),
  'not-found': sendStatus(404),
  'server-error': sendStatus(500),
  html: sendBody('<!doctype html><title>Sorry</title>', { 'Content-Type': 'text/html' }),
  null: sendBody('null'),
  'empty-object': sendBody('{}'),
  array: sendBody('[]'),
  'keys-are-an-object': sendBody('{"keys":{}}'),
  truncated: (res, keys) => res.writeHead(200, json).end(asText(keys).slice(0, -20)),
  'not-utf-8': (res) => res.writeHead(200, json).end(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  'byte-order-mark': (res, keys) => res.writeHead(200, json).end(`\ufeff${asText(keys)}`),
  reset: (res) => res.destroy(),
  hang: () => undefined,
  drip: (res, keys) => {
    res.writeHead(200, json)
    const text = asText(keys)
    let sent = 0
    const timer = setInterval(() => res.write(text.charAt(sent++)), 100)
    res.on('close', () => clearInterval(timer))
  },
  huge: (res, keys) => {
    res.writeHead(200, json).write(`${asText(keys).slice(0, -1)},"padding":"`)
    const megabyte = Buffer.alloc(1 << 20, 'x')
    let left = 200
    const more = () => {
      while (left-- > 0) if (!res.write(megabyte)) return
      res.end('"}')
    }
    res.on('drain', more)
    more()
  },
  'long-key-id': (res, keys) =>
    res.writeHead(200, json).end(asText([...keys, { kty: 'RSA', kid: 'k'.repeat(10 << 20) }])),
  'many-keys': (res, keys) =>
    res
      .writeHead(200, json)
      .end(
        asText([...keys, ...Array.from({ length: 20_000 }, (_, i) => ({ ...keys[0], kid: `extra-${i}` }))]),
      ),
  'gzip-bomb': (res) => {
    gzipBomb ??= gzipSync(Buffer.alloc(100 << 20, ' '))
    res.writeHead(200, { ...json, 'Content-Encoding': 'gzip' }).end(gzipBomb)
  },
  redirect: (res, _keys, req) =>
    res.writeHead(302, { Location: `http://${req.headers.host}/elsewhere/jwks.json` }).end(),
  'not-modified': (res) => res.writeHead(304).end(),
  'deeply-nested': sendBody(`{"keys":${'['.repeat(20_000)}${']'.repeat(20_000)}}`),
} satisfies Record<string, AnswerKeySet>

export type KeySetMode = keyof typeof modes

/** Answers a request for the key set in the given mode. */
export function answerKeySet(
  mode: KeySetMode,
  res: ServerResponse,
  keys: readonly object[],
  req: IncomingMessage,
): void {
  modes[mode](res, keys, req)
}

/** Twenty ways for a key set endpoint to fail. */
export const brokenModes: readonly KeySetMode[] = Object.keys(modes)
  .filter((mode) => mode !== 'healthy')
  // The keys of an object literal are its own.
  .map((mode) => mode as KeySetMode)
