import type { Page } from 'playwright-core'

/** The access token of a tab, or why it has none. */
export async function accessToken(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const state = window.session.current()
    if (state.status !== 'signed-in') return state.status
    return state.getAccessToken().catch((error: Error) => error.name)
  })
}

/** Has the session of a tab replace its access token; the new one, or why there is none. */
export async function renew(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const state = window.session.current()
    if (state.status !== 'signed-in') return state.status
    const insteadOf = await state.getAccessToken().catch(() => '')
    return state.getAccessToken({ insteadOf }).catch((error: Error) => error.name)
  })
}

/** Resolves when every renewal that has begun is over: they hold one lock. */
export async function settleRenewals(page: Page): Promise<void> {
  await page.evaluate(() => navigator.locks.request('lifeguard.lifeguardweb00000000000001.renewal', () => {}))
}

/** Waits until the app says so; `signed-in on-time`, `failed cancelled`, … */
export async function expectStatus(page: Page, status: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const state = window.session?.current()
      if (!state) return false
      const detail = 'reason' in state ? state.reason : 'problem' in state ? state.problem : ''
      return `${state.status} ${detail}`.trim() === wanted
    },
    status,
    { timeout: 20_000 },
  )
}

/** Everything that the app's origin keeps, as one text. */
export async function storedTexts(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases()
    return JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      databases,
      await caches.keys(),
      document.cookie,
    ])
  })
}
