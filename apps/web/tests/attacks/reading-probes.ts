import type { Probe } from './probe.ts'

/** Reading what the page holds. */
export const readingProbes: readonly Probe[] = [
  {
    tries: 'Find an access or ID token in `localStorage`, `sessionStorage`, IndexedDB, caches or cookies',
    outcome: 'blocked',
    because: 'they are in memory only',
    run: async () => {
      const kept: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie]
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result)
          request.onerror = () => reject(request.error)
        })
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await done(indexedDB.open(name))
        for (const store of database.objectStoreNames)
          kept.push(await done(database.transaction(store).objectStore(store).getAll()))
        database.close()
      }
      for (const name of await caches.keys()) {
        const cache = await caches.open(name)
        for (const request of await cache.keys()) kept.push(await (await cache.match(request))?.text())
      }
      return /eyJ[\w-]+\.eyJ/.test(JSON.stringify(kept)) ? 'possible' : 'blocked'
    },
    twins: [
      async ({ token }) => localStorage.setItem('planted', token),
      async ({ token }) => sessionStorage.setItem('planted', JSON.stringify({ token })),
      async ({ token }) => {
        // biome-ignore lint/suspicious/noDocumentCookie: what an app would use that keeps a token in a cookie.
        document.cookie = `planted=${token}`
      },
      async ({ token }) => (await caches.open('planted')).put('/planted', new Response(token)),
      ({ token }) =>
        new Promise((resolve) => {
          const opening = indexedDB.open('planted')
          opening.onupgradeneeded = () =>
            opening.result.createObjectStore('planted', { autoIncrement: true }).put({ token })
          opening.onsuccess = () => resolve(opening.result.close())
        }),
    ],
  },
  {
    tries: 'Read the refresh token out of `sessionStorage`',
    outcome: 'possible',
    because: "the price of surviving a reload; with `store: 'memory'` there is nothing to read",
    run: async ({ clientId }) => {
      const kept = sessionStorage.getItem(`lifeguard.${clientId}.session`) ?? ''
      return /"refreshToken":"[^"]{20,}"/.test(kept) ? 'possible' : 'blocked'
    },
  },
  {
    tries: 'Find a token in a global variable',
    outcome: 'blocked',
    because: 'the session lives in the closures of modules',
    run: async () => {
      const seen = new Set<unknown>()
      const holdsToken = (value: unknown, depth: number): boolean => {
        if (typeof value === 'string') return /eyJ[\w-]+\.eyJ/.test(value)
        if (typeof value !== 'object' || value === null || depth > 4 || seen.has(value)) return false
        if (value instanceof Node || value instanceof Window) return false
        seen.add(value)
        return Reflect.ownKeys(value).some((key) => {
          try {
            return holdsToken(Reflect.get(value, key), depth + 1)
          } catch {
            return false
          }
        })
      }
      const names = Reflect.ownKeys(window).filter((name) => typeof name === 'string')
      return names.some((name) => holdsToken(Reflect.get(window, name), 0)) ? 'possible' : 'blocked'
    },
    twins: [async ({ token }) => Reflect.set(window, 'planted', { session: { token } })],
  },
  {
    tries: 'Find the session in the component tree of React and ask it for the access token',
    outcome: 'possible',
    because: 'React hangs its tree on the page; whoever runs in the page can walk it',
    run: async () => {
      const container = document.getElementById('root') ?? document.body
      const entrance = Object.keys(container).find((name) => name.startsWith('__reactContainer$'))
      const fibres: unknown[] = [entrance === undefined ? undefined : Reflect.get(container, entrance)]
      while (fibres.length > 0) {
        const fibre = fibres.pop()
        if (typeof fibre !== 'object' || fibre === null) continue
        const session: unknown = Reflect.get(Object(Reflect.get(fibre, 'memoizedProps')), 'session')
        if (typeof session === 'object' && session !== null && 'current' in session) {
          const token: unknown = await Object(session).current().getAccessToken()
          if (/^eyJ/.test(String(token))) return 'possible'
        }
        fibres.push(Reflect.get(fibre, 'sibling'), Reflect.get(fibre, 'child'))
      }
      return 'blocked'
    },
  },
  {
    tries: 'Wait for the next call of the API and read the access token off it',
    outcome: 'possible',
    because: 'script can replace `fetch`; the token is worth something until it expires or is signed out',
    run: async ({ apiUrl }) => {
      const real = window.fetch
      const stolen = new Promise<'possible'>((resolve) => {
        window.fetch = async (input, init) => {
          const request = new Request(input, init)
          if (request.url.startsWith(apiUrl) && request.headers.has('authorization')) resolve('possible')
          return real(input, init)
        }
      })
      document.querySelector<HTMLElement>('a[href="/account"]')?.click()
      const found = await stolen
      window.fetch = real
      return found
    },
  },
  {
    tries: 'Ask the tabs of the app for the session over their `BroadcastChannel`',
    outcome: 'possible',
    because: 'a tab lends its session to its own origin, and injected script is of that origin',
    run: async ({ clientId }) => {
      const channel = new BroadcastChannel(`lifeguard.${clientId}.tabs`)
      const lent = new Promise<'possible'>((resolve) => {
        channel.onmessage = ({ data }) => {
          if (data?.kind === 'lend' && /eyJ/.test(JSON.stringify(data))) resolve('possible')
        }
      })
      channel.postMessage({ kind: 'ask', id: 'probe', wanted: { session: '0', generation: 0 } })
      const found = await lent
      channel.close()
      return found
    },
  },
]
