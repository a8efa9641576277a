import type { Probe } from './probe.ts'

/** Using the session, and getting a new one. */
export const usingProbes: readonly Probe[] = [
  {
    tries: 'Start a sign-in of its own in a hidden frame (`prompt=none`)',
    outcome: 'blocked',
    because: "`frame-src 'none'`",
    run: async ({ authorize }) => {
      const frame = document.createElement('iframe')
      frame.src = authorize
      document.body.append(frame)
      for (;;) {
        // The pool's page is of another origin, and the callback of ours: what came back can be read there.
        if (/[?&](code|error)=/.test(frame.contentDocument?.location.search ?? '')) return 'possible'
        await new Promise((resolve) => setTimeout(resolve))
      }
    },
  },
  {
    tries: 'Start a sign-in of its own with `fetch` and read the code',
    outcome: 'blocked',
    because: 'the pool lets no script read its answer (no CORS on `/oauth2/authorize`)',
    run: async ({ authorize }) => {
      try {
        const answer = await fetch(authorize, { credentials: 'include' })
        return answer.url.includes('code=') ? 'possible' : 'blocked'
      } catch {
        return 'blocked'
      }
    },
    // Not the page blocks it but the pool: its twin asks another pool.
    twins: [],
  },
  {
    tries: 'Start a sign-in of its own in a pop-up and read the code out of its address',
    leaves: true,
    outcome: 'blocked',
    because: '`Cross-Origin-Opener-Policy: same-origin` cuts the handle',
    run: async ({ authorize }) => {
      const popup = window.open(authorize)
      for (;;) {
        if (popup === null || popup.closed) return 'blocked'
        try {
          if (popup.location.search.includes('code=')) return 'possible'
        } catch {}
        await new Promise((resolve) => setTimeout(resolve))
      }
    },
  },
  {
    tries: 'Call the API as the person',
    outcome: 'possible',
    because: 'what the page may do, script in the page may do; scopes, groups and step-up limit it',
    run: async ({ apiUrl, clientId, tokenEndpoint }) => {
      const kept: unknown = JSON.parse(sessionStorage.getItem(`lifeguard.${clientId}.session`) ?? '{}')
      const refreshToken = String(Reflect.get(Object(kept), 'refreshToken'))
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: clientId,
        refresh_token: refreshToken,
      })
      const answer: unknown = await (await fetch(tokenEndpoint, { method: 'POST', body })).json()
      const token = String(Reflect.get(Object(answer), 'access_token'))
      const me = await fetch(`${apiUrl}/me`, { headers: { authorization: `Bearer ${token}` } })
      return me.ok ? 'possible' : 'blocked'
    },
  },
  {
    tries: 'Redeem the refresh token for new tokens',
    outcome: 'possible',
    because:
      '`connect-src` has to name the pool; with rotation the person’s own session then ends, which shows',
    run: async ({ clientId, tokenEndpoint }) => {
      const kept: unknown = JSON.parse(sessionStorage.getItem(`lifeguard.${clientId}.session`) ?? '{}')
      const refreshToken = String(Reflect.get(Object(kept), 'refreshToken'))
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: clientId,
        refresh_token: refreshToken,
      })
      const answer = await fetch(tokenEndpoint, { method: 'POST', body })
      return answer.ok ? 'possible' : 'blocked'
    },
  },
  {
    tries: 'Draw a false sign-in form over the page',
    outcome: 'possible',
    because:
      'the page is the script’s to change; people should type their password at the pool’s address only',
    run: async () => {
      const form = document.createElement('form')
      const password = document.createElement('input')
      password.type = 'password'
      form.append(password)
      document.body.append(form)
      return password.isConnected ? 'possible' : 'blocked'
    },
  },
]
