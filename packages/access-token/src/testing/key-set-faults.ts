import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

/** One way of answering a request for a key set; `keys` is the sound list. */
export type KeySetAnswer = (res: ServerResponse, keys: readonly unknown[]) => void

const json = (body: string | Buffer, headers: Record<string, string> = {}): KeySetAnswer => {
  return (res) => res.writeHead(200, { 'Content-Type': 'application/json', ...headers }).end(body)
}

/** The key set as Cognito serves it, with these headers besides. */
export function soundAnswer(headers: Record<string, string> = {}): KeySetAnswer {
  return (res, keys) => json(JSON.stringify({ keys }), headers)(res, keys)
}

/** A redirect to another address. */
export function redirectAnswer(status: 301 | 302 | 307 | 308, location: string): KeySetAnswer {
  return (res) => res.writeHead(status, { Location: location }).end()
}

const status = (code: number): KeySetAnswer => {
  return (res) => res.writeHead(code, { 'Content-Type': 'application/json' }).end('{"message":"no"}')
}

const endlessly = (write: (res: ServerResponse) => void, intervalMs: number): KeySetAnswer => {
  return (res) => {
    res.writeHead(200, { 'Content-Type': 'application/json' })
    const timer = setInterval(() => write(res), intervalMs)
    res.on('close', () => clearInterval(timer))
  }
}

/** Every way we know in which a pool, or who stands in for it, answers a request for its key set wrongly. */
export const keySetFaults = {
  empty: json('{"keys":[]}'),
  'no content': (res) => res.writeHead(204).end(),
  'not modified': (res) => res.writeHead(304).end(),
  'not found': status(404),
  'too many requests': status(429),
  'internal error': status(500),
  unavailable: status(503),
  'keys in an error': (res, keys) =>
    res.writeHead(500, { 'Content-Type': 'application/json' }).end(JSON.stringify({ keys })),
  html: (res) => res.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Welcome to the hotel</h1>'),
  'wrong content type': (res, keys) =>
    res.writeHead(200, { 'Content-Type': 'text/plain' }).end(JSON.stringify({ keys })),
  null: json('null'),
  'empty object': json('{}'),
  'empty list': json('[]'),
  'keys not a list': json('{"keys":{}}'),
  'byte order mark': (res, keys) => json(`\uFEFF${JSON.stringify({ keys })}`)(res, keys),
  'keys named twice': (res, keys) => json(`{"keys":[],"keys":${JSON.stringify(keys)}}`)(res, keys),
  truncated: (res, keys) => json(JSON.stringify({ keys }).slice(0, -20))(res, keys),
  'cut off': (res, keys) => {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '5000' })
    res.write(JSON.stringify({ keys }))
    setTimeout(() => res.destroy(), 20)
  },
  reset: (res) => res.socket?.resetAndDestroy(),
  hang: () => undefined,
  drip: endlessly((res) => res.write(' '), 100),
  huge: endlessly((res) => {
    while (res.write(megabyte));
  }, 10),
  'gzip bomb': json(gzipSync(Buffer.alloc(50 * 1024 * 1024, ' ')), { 'Content-Encoding': 'gzip' }),
  'many keys': (res, keys) =>
    json(JSON.stringify({ keys: [...keys, ...Array.from({ length: 21 }, (_, i) => ({ kid: `k${i}` }))] }))(
      res,
      keys,
    ),
} satisfies Record<string, KeySetAnswer>

const megabyte = Buffer.alloc(1024 * 1024, ' ')
