import { connect, type Socket } from 'node:net'
import { createDice, createTestVerifier, type Dice } from '@lifeguard/access-token/testing'
import express from 'express'
import { createBearerAuth } from '../bearer-auth.ts'
import { problem } from '../problem.ts'
import { startApp } from '../testing/start-app.ts'

export interface FuzzReport {
  /** Requests that were let in or answered with a fault of ours. Must be empty. */
  readonly surprises: readonly { readonly status: string; readonly request: string }[]
  /** How many answers had which status; `closed` is none. */
  readonly statuses: Readonly<Record<string, number>>
}

/** Sends raw requests with broken credentials to a guarded app on a real socket; the same seed makes the same ones. */
export async function fuzzRequests({ count, seed }: { count: number; seed: number }): Promise<FuzzReport> {
  const dice = createDice(seed)
  const verifier = createTestVerifier()
  const token = verifier.signAccessToken()
  const auth = createBearerAuth({
    verify: verifier.verify,
    resourceMetadataUrl: 'https://api.example/metadata',
  })
  const app = express().use(auth.authenticate, auth.require())
  app.get('/', (_req, res) => void res.json({}))
  const running = await startApp(app.use(problem))
  const port = Number(new URL(running.url).port)

  const surprises: { status: string; request: string }[] = []
  const statuses: Record<string, number> = {}
  for (let i = 0; i < count; i++) {
    const request = `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${credentials(token, dice)}\r\n\r\n`
    const status = await statusOf(connect(port, '127.0.0.1'), Buffer.from(request, 'latin1'))
    statuses[status] = (statuses[status] ?? 0) + 1
    if (!['400', '401', '431', 'closed'].includes(status)) surprises.push({ status, request })
  }
  await running.close()
  return { surprises, statuses }
}

function credentials(token: string, { roll, pick }: Dice): string {
  const byte = () => String.fromCharCode(roll(256))
  // Never before the first character, where one more space is no defect (RFC 6750 §2.1: 1*SP).
  const at = 1 + roll(token.length - 1)

  return pick([
    `Authorization: Bearer ${token.slice(0, at)}${pick(['!', '"', ' ', '\t', '.', '=', ',', '\\', 'é', '\x7f'])}${token.slice(at)}`,
    `Authorization: Bearer ${token.slice(0, at)}`,
    `Authorization: ${pick(['Basic', 'Token', 'Bearer=', 'Bearer,', 'Bearer\t', 'Bear er', '"Bearer"'])} ${token}`,
    `Authorization: Bearer ${token}\r\n${pick(['Authorization', 'AUTHORIZATION', 'authorization'])}: Bearer ${token}`,
    `Authorization:\r\n${pick(['X-Authorization', 'Proxy-Authorization', 'Authorization2', '__proto__'])}: Bearer ${token}`,
    `Cookie: Authorization=Bearer ${token}; access_token=${token}`,
    `Authorization: Bearer ${Array.from({ length: 1 + roll(200) }, byte).join('')}`,
    `Authorization: Bearer ${'a'.repeat(roll(20_000))}`,
    `${byte()}uthorization: Bearer ${token}x`,
  ])
}

function statusOf(socket: Socket, request: Buffer): Promise<string> {
  return new Promise((resolve) => {
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1')
    })
    socket.on('error', () => resolve('closed'))
    socket.on('close', () => resolve(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 'closed'))
    socket.write(request)
  })
}
