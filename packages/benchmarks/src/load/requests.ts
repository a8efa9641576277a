/** The bytes of a request for the guarded route with this access token. */
export function helloRequest(url: string, token: string | null): Buffer {
  const authorization = token === null ? '' : `Authorization: Bearer ${token}\r\n`
  return Buffer.from(`GET /hello HTTP/1.1\r\nHost: ${new URL(url).host}\r\n${authorization}\r\n`)
}

/** Takes the members of a list in turn, for ever. */
export function inTurn<T>(list: readonly T[]): () => T {
  let i = 0
  return () => {
    const item = list[i++ % list.length]
    if (item === undefined) throw new Error('Cannot take turns: the list is empty')
    return item
  }
}

/** Takes that many from a list, in turn. */
export function* cycle<T>(list: readonly T[], count: number): Generator<T, void, void> {
  const next = inTurn(list)
  for (let i = 0; i < count; i++) yield next()
}
