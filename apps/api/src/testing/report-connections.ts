// Preloaded (node --import): tells on standard error where each outgoing connection goes, with TLS or without.
import { Socket } from 'node:net'

const connect = Socket.prototype.connect
Socket.prototype.connect = function report(this: Socket, ...args: unknown[]) {
  console.error(`connects to ${targetOf(args.flat())}`)
  return Reflect.apply(connect, this, args)
}

/** `connect` takes options, a port and a host, or the path of a socket. */
function targetOf([first, second]: unknown[]): string {
  if (typeof first === 'number') return `${second}:${first}`
  if (typeof first !== 'object' || first === null) return String(first)
  const { host, port, path } = Object.assign({ host: '', port: '', path: undefined }, first)
  return path ?? `${host}:${port}`
}
