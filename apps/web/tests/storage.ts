import type { Page } from 'playwright-core'

/** Everything that the browser keeps for the origin of a page, as one text. */
export async function readStorage(page: Page): Promise<string> {
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

/** The refresh token that this tab keeps, or `undefined`. */
export async function readRefreshToken(page: Page): Promise<string | undefined> {
  return /"refreshToken\\*":\\*"(?<token>[^"\\]+)/.exec(await readStorage(page))?.groups?.token
}
