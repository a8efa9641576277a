/** A whole HTTP request as it goes over the socket. */
export interface NotesRequest {
  readonly method: string
  readonly path: string
  readonly token?: string | undefined
  readonly json?: string
}

/** The bytes of a request. */
export function toBytes(url: string, { method, path, token, json }: NotesRequest): Buffer {
  const headers = [
    `${method} ${path} HTTP/1.1`,
    `Host: ${new URL(url).host}`,
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...(json === undefined
      ? []
      : ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(json)}`]),
  ]
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${json ?? ''}`)
}

export const listing = { method: 'GET', path: '/notes' } as const
export const adding = {
  method: 'POST',
  path: '/notes',
  json: JSON.stringify({ title: 'Shopping', text: 'Milk, two bottles' }),
} as const
