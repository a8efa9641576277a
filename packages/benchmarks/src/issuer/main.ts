import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { answerParent } from '../child-process/answer-parent.ts'
import { answerKeySet, type KeySetMode } from './key-set-modes.ts'

/** What the issuer can be asked; fetches are counted here, whatever a verifier says of itself. */
export type IssuerProtocol = {
  publish: (keys: readonly object[]) => void
  setMode: (mode: KeySetMode) => void
  takeFetches: (_: null) => readonly Fetch[]
}

/** One request for the key set, in milliseconds since 1970. */
export interface Fetch {
  readonly startedAt: number
  /** When it was answered or given up by either side; null: under way. */
  endedAt: number | null
}

let keys: readonly object[] = []
let mode: KeySetMode = 'healthy'
let fetches: Fetch[] = []

const server = createServer((req, res) => {
  if (req.url === `${path}/.well-known/openid-configuration`) {
    res
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json` }))
    return
  }
  const fetch: Fetch = { startedAt: Date.now(), endedAt: null }
  fetches.push(fetch)
  res.on('close', () => {
    fetch.endedAt = Date.now()
  })
  if (req.url === `${path}/.well-known/jwks.json`) answerKeySet(mode, res, keys, req)
  // Whoever follows the redirect gets a good set there, and counts twice.
  else answerKeySet('healthy', res, keys, req)
})
server.listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))

const path = '/us-east-1_Benchmark'
// A TCP server has an object for an address.
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`

answerParent<IssuerProtocol>(issuer, {
  publish: (published) => {
    keys = published
  },
  setMode: (next) => {
    mode = next
  },
  takeFetches: () => {
    const taken = fetches
    fetches = []
    return taken
  },
})
