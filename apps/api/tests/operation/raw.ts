import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'

/** A connection on which one may write what no HTTP client would. */
export async function openSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  // Being hung up on is what these tests provoke.
  socket.on('error', () => undefined)
  return socket
}

/** Sends these bytes and returns all that comes back until the server hangs up. */
export async function exchange(url: string, request: string | Buffer): Promise<string> {
  const socket = await openSocket(url)
  socket.write(request)
  return await text(socket).catch(() => '')
}

/** The status lines in what came back. */
export function statusesOf(answer: string): number[] {
  return [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
}
