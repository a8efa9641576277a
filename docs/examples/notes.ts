// Gets a token as a machine, adds a note and lists all notes, page by page. Node 22.18 or newer runs it as it is.
// Takes API_URL, TOKEN_URL, CLIENT_ID and CLIENT_SECRET from the environment.
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

// The shapes are those of {API_URL}/openapi.json, from which a client can also be generated.
interface TokenAnswer {
  readonly access_token: string
  readonly expires_in: number
}

interface NotePage {
  readonly items: readonly { readonly id: string; readonly title: string }[]
  readonly nextCursor: string | null
}

const { API_URL = '', TOKEN_URL = '', CLIENT_ID = '', CLIENT_SECRET = '' } = process.env

let token = { value: '', expiresAt: 0 }

/** A token serves until it expires; asking for one at every call would run into the limits of the pool. */
async function getToken(): Promise<string> {
  if (Date.now() < token.expiresAt - 60_000) return token.value

  const credentials = [CLIENT_ID, CLIENT_SECRET].map(encodeURIComponent).join(':')
  const response = await fetch(TOKEN_URL, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'notes/read notes/write' }),
  })
  if (!response.ok) throw new Error(`Cannot get a token: the user pool answered ${response.status}`)
  const answer = (await response.json()) as TokenAnswer
  token = { value: answer.access_token, expiresAt: Date.now() + answer.expires_in * 1000 }
  return token.value
}

/** Calls the API; waits and tries again where it says so (409, 429, 503) or did not answer at all. */
async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    // The same key on every try: however often it is sent, it happens once.
    ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
  }
  let isRenewed = false
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(API_URL + path, {
      method,
      headers: { ...headers, authorization: `Bearer ${await getToken()}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => undefined)

    if (response?.ok) return response
    if (response?.status === 401 && !isRenewed) {
      // Expired or revoked meanwhile. If the new one is refused, too, another will not help.
      token = { value: '', expiresAt: 0 }
      isRenewed = true
      continue
    }
    const isWorthAnotherTry = response === undefined || [409, 429, 502, 503, 504].includes(response.status)
    if (!isWorthAnotherTry || attempt === 5) {
      const problem = await response?.text()
      throw new Error(`Cannot ${method} ${path}: ${problem ?? 'the API does not answer'}`)
    }
    await sleep(1000 * Number(response?.headers.get('retry-after') ?? 2 ** attempt))
  }
}

async function* listNotes() {
  let cursor: string | null = ''
  while (cursor !== null) {
    const query = new URLSearchParams({ limit: '10', ...(cursor !== '' && { cursor }) })
    const page = (await (await call('GET', `/notes?${query}`)).json()) as NotePage
    yield* page.items
    cursor = page.nextCursor
  }
}

await call('POST', '/notes', { title: 'From TypeScript', text: 'Milk, two bottles' })
for await (const { title } of listNotes()) console.log(title)
