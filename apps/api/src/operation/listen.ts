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
export function listen(server: Server, { host, port, setting }: Place): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new Error(`Cannot listen on ${host}:${port}: ${whyNot(cause, setting)}`, { cause }))
    })
    server.listen(port, host, () => resolve(`http://${urlHost(host)}:${addressOf(server).port}`))
  })
}

function whyNot(cause: Error, setting: string): string {
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
