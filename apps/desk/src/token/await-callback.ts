import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { describeRefusal, TokenError } from './ask-for-token.ts'

export interface Callback {
  readonly port: number
  readonly state: string
  /** Compared with `iss` where the answer has one (RFC 9207). */
  readonly issuer: string
  readonly onListening: () => void
}

const patienceMs = 5 * 60_000

/**
 * Waits on loopback for the browser to come back, and answers the authorization code. A callback with another state
 * is somebody else's: it is refused, and the waiting goes on.
 *
 * @throws {TokenError} when the port is taken, the answer is an error, or nobody comes within five minutes
 */
export async function awaitCallback({ port, state, issuer, onListening }: Callback): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()

  const onRequest = (req: IncomingMessage, res: ServerResponse) => {
    const outcome = readCallback(req, { state, issuer })
    const [status, sentence] = sentences[outcome.kind]
    send(res, status, sentence)
    if (outcome.kind === 'signed-in') resolve(outcome.code)
    if (outcome.kind === 'refused') {
      reject(new TokenError(`Cannot sign in: ${describeRefusal(outcome.error)}`))
    }
  }

  // Browsers take "localhost" for either; a machine without IPv6 has the first alone.
  const servers = [await listen(onRequest, port, '127.0.0.1')]
  const timer = setTimeout(
    () => reject(new TokenError('Cannot sign in: nobody did within 5 minutes')),
    patienceMs,
  )
  try {
    servers.push(
      ...(await listen(onRequest, port, '::1')
        .then((server) => [server])
        .catch(() => [])),
    )
    onListening()
    return await promise
  } finally {
    clearTimeout(timer)
    for (const server of servers) server.close()
  }
}

type Outcome =
  | { readonly kind: 'signed-in'; readonly code: string }
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'foreign' | 'elsewhere' }

const sentences = {
  'signed-in': [200, 'You are signed in. You can close this window and go back to the terminal.'],
  refused: [400, 'You are not signed in. The terminal says more.'],
  foreign: [400, 'This is not the sign-in that the terminal waits for.'],
  elsewhere: [404, 'Nothing is here.'],
} as const

function readCallback(req: IncomingMessage, { state, issuer }: Pick<Callback, 'state' | 'issuer'>): Outcome {
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost')
  if (pathname !== '/callback' || req.method !== 'GET') return { kind: 'elsewhere' }

  const isOurs = searchParams.getAll('state').join(' ') === state
  if (!isOurs || (searchParams.get('iss') ?? issuer) !== issuer) return { kind: 'foreign' }

  const [code, ...others] = searchParams.getAll('code')
  if (code !== undefined && others.length === 0) return { kind: 'signed-in', code }
  // Its words are not ours to print.
  const error = (searchParams.get('error') ?? 'nothing').replaceAll(/[^\w.-]/g, '').slice(0, 40)
  return { kind: 'refused', error }
}

function listen(
  onRequest: (req: IncomingMessage, res: ServerResponse) => void,
  port: number,
  host: string,
): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(onRequest)
    server.once('error', (cause) => {
      reject(
        new TokenError(`Cannot wait for the sign-in: port ${port} is in use; stop what listens there`, {
          cause,
        }),
      )
    })
    // Browsers keep connections in reserve, and the terminal must not wait until they let go of them.
    server.on('connection', (socket) => socket.unref())
    server.listen(port, host, () => resolve(server))
  })
}

function send(res: ServerResponse, status: number, sentence: string): void {
  res
    .writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      Connection: 'close',
    })
    .end(`${sentence}\n`)
}
