import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Place {
  readonly host: string
  readonly port: number
  /** The variable that sets the port, to be named where it does not do. */
  readonly setting: string
}

/**
 * Listens and answers the URL.
 *
 * @throws Error one sentence that names the setting to change.
 */
export async function listen(server: Server, { host, port, setting }: Place): Promise<string> {
  try {
    server.listen(port, host)
    // Takes its listeners with it: an error that comes later is nobody's to hide.
    await once(server, 'listening')
  } catch (cause) {
    throw new Error(`Cannot listen on ${urlHost(host)}:${port}: ${whyNot(cause, setting)}`, { cause })
  }
  return `http://${urlHost(host)}:${addressOf(server).port}`
}

function whyNot(cause: unknown, setting: string): string {
  if (!(cause instanceof Error)) return String(cause)
  const code = 'code' in cause ? cause.code : undefined
  if (code === 'EADDRINUSE') return `the port is in use; stop what uses it or set ${setting} to another one`
  if (code === 'EACCES') return `the port is reserved; set ${setting} to another one`
  return `${cause.message}; check HOST and ${setting}`
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('Cannot tell the address of the server')
  return address
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
