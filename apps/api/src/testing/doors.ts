import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { defineEndpoint } from '@lifeguard/api-contract'
import { createBearerAuth, type Principal } from '@lifeguard/express-bearer-auth'
import express, { type Express } from 'express'
import * as z from 'zod/mini'
import { answerProblems } from '../http/answer-problems.ts'
import { createDoors, type DoorOptions, type Doors } from '../http/mount.ts'
import { readJsonBody } from '../http/read-json-body.ts'
import { createLog } from '../log.ts'
import { sendRaw } from './raw-request.ts'

const ada: Principal = {
  kind: 'user',
  issuer: 'https://pool.example',
  subject: 'ada',
  clientId: 'web',
  username: 'ada',
  groups: ['staff'],
  scopes: ['things/read'],
  authTime: 0,
  expiresAt: 9_999_999_999,
}

export const getThing = defineEndpoint({
  name: 'getThing',
  tag: 'Notes',
  method: 'GET',
  path: '/things/{id}',
  summary: 'Read a thing',
  access: { scopes: ['things/read'] },
  params: z.object({ id: z.string() }),
  answer: { status: 200, body: z.object({ id: z.string() }) },
})

type Parts = Partial<DoorOptions> & { readonly write?: (line: string) => void }

/** An app with the routes of a test and nothing behind them, where the token `ada` is good. */
export function createApp(add: (doors: Doors, app: Express) => void, parts: Parts = {}): Express {
  const { write = () => {}, ...options } = parts
  const app = express().disable('etag')
  const auth = createBearerAuth<Principal>({
    verify: async (token) =>
      token === 'ada' ? { valid: true, principal: ada } : { valid: false, reason: 'unknown' },
    resourceMetadataUrl: 'https://api.example/.well-known/oauth-protected-resource',
  })
  const doors = createDoors(app, {
    auth,
    reception: { meet: async () => {}, meetStranger: async () => {} },
    audit: async () => {},
    bodyReader: readJsonBody(1_000),
    ...options,
  })
  add(doors, app)
  doors.close()
  return app.use(answerProblems(createLog('info', { write })))
}

/** Asks as `ada`, unless the headers say otherwise. */
export function ask(app: Express, path: string, { headers, ...init }: RequestInit = {}): Promise<Response> {
  const sent = { authorization: 'Bearer ada', ...Object.fromEntries(new Headers(headers)) }
  return withServer(app, (url) => fetch(url + path, { ...init, headers: sent }))
}

/** The same where fetch would add something of its own, or hide something: headers as lines, and the answer as it comes. */
export function askRaw(app: Express, requestLine: string, ...headers: string[]): Promise<string> {
  const lines = [requestLine, 'Host: api', 'Connection: close', 'Authorization: Bearer ada', ...headers]
  return withServer(app, (url) => sendRaw(url, `${lines.join('\r\n')}\r\n\r\n`))
}

async function withServer<T>(app: Express, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server has an object for an address.
  const { port } = server.address() as AddressInfo
  try {
    return await use(`http://127.0.0.1:${port}`)
  } finally {
    server.close()
  }
}
