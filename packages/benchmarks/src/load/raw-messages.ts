import { connect } from 'node:net'
import type { Random } from '../random.ts'

/** HTTP messages that no client of ours would send; `token` is a good one, presented in ways that must not work. */
export function oddMessage(random: Random, token: string): string {
  const get = (headers: string, path = '/hello') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`
  const noise = Array.from({ length: 1 + random.below(60) }, () =>
    String.fromCharCode(random.below(256)),
  ).join('')
  return random.pick([
    noise,
    get(`Authorization: Bearer ${token}\r\nAuthorization: Bearer ${token}\r\n`),
    get(`Authorization: Bearer ${token}\r\nauthorization: Bearer ${noise.replaceAll(/[\r\n]/g, '')}\r\n`),
    get(`Authorization: Bearer ${token}, Bearer ${token}\r\n`),
    get(`Authorization: Bearer "${token}"\r\n`),
    get(`Authorization: Bearer\t${token}\r\n`),
    get(`Authorization: Basic ${token}\r\n`),
    get(`Authorization: Bearer\r\n`),
    get(`Authorization: ${noise}\r\n`),
    get(`Cookie: access_token=${token}\r\n`),
    get('', `/hello?access_token=${token}`),
    get('', '/%E0%A4%A'),
    get('', `/${'a'.repeat(20_000)}`),
    get(`X-Padding: ${'a'.repeat(20_000)}\r\n`),
    get(`${'X-More: 1\r\n'.repeat(2500)}Authorization: Bearer ${token}\r\n`),
    get('__proto__: 1\r\nconstructor: 1\r\n'),
    get('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'),
    get('Content-Length: -1\r\n'),
    get('Host: b\r\n'),
    `GET /hello HTTP/9.9\r\n\r\n`,
    `GET /hello HTTP/1.1\nAuthorization: Bearer ${token}\n\n`,
    `${noise} /hello HTTP/1.1\r\nHost: a\r\n\r\n`,
  ])
}

/** Sends bytes on a connection of their own and answers the statuses that came back before it was closed. */
export function sendRaw(url: string, message: string): Promise<readonly number[]> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    let received = ''
    const socket = connect(Number(port), hostname)
      .setTimeout(2000, () => socket.destroy())
      .on('data', (bytes) => {
        received += bytes.toString('latin1')
      })
      // A server may hang up on such a caller.
      .on('error', () => undefined)
      .on('close', () => {
        resolve([...received.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status)))
      })
    socket.end(message, 'latin1')
  })
}
