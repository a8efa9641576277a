import { connect } from 'node:net'

/** One keep-alive connection; one request at a time, as a browser or a client library uses it. */
export interface Connection {
  /** Sends a whole request; `on.answer` is told the status. */
  readonly send: (request: Buffer) => void
  readonly close: () => void
}

const headEnd = Buffer.from('\r\n\r\n')

/**
 * Opens a connection. By hand and not with a client library: a generator that costs as much as the server would be
 * what is measured. It reads answers with a `Content-Length` and nothing else.
 */
export function openConnection(
  url: string,
  on: { answer: (status: number) => void; failure: (error: Error) => void },
): Promise<Connection> {
  const { hostname, port } = new URL(url)
  let pending: Buffer = Buffer.alloc(0)
  let closed = false

  const read = (bytes: Buffer) => {
    pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes])
    const end = pending.indexOf(headEnd)
    if (end < 0) return
    const head = pending.toString('latin1', 0, end)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (length === undefined) {
      on.failure(new Error('Cannot read the answer: it has no Content-Length'))
      return
    }
    if (pending.length < end + headEnd.length + Number(length)) return
    pending = Buffer.alloc(0)
    on.answer(Number(head.slice(9, 12)))
  }

  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: Buffer.alloc(65_536),
        callback: (length, buffer) => {
          // The buffer is written over by the next answer; only unfinished ones must outlive this call.
          read(Buffer.from(buffer.subarray(0, length)))
          return true
        },
      },
    })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        if (!closed) on.failure(new Error('Cannot read the answer: the server closed the connection'))
      })
      resolve({
        send: (request) => socket.write(request),
        close: () => {
          closed = true
          socket.destroy()
        },
      })
    })
  })
}
