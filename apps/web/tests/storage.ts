import type { Page } from 'playwright-core'

/**
 * Everything that the browser keeps for the origin of a page, as one text.
 *
 * @throws Error where it keeps a database or a cache: the app has none, and nobody has looked into them here.
 */
export async function readStorage(page: Page): Promise<string> {
  const { texts, containers } = await page.evaluate(async () => ({
    texts: [{ ...localStorage }, { ...sessionStorage }, document.cookie],
    containers: [...(await indexedDB.databases()).map(({ name }) => name), ...(await caches.keys())],
  }))
  if (containers.length > 0) throw new Error(`Cannot read the whole storage: there is ${containers.join()}`)
  return JSON.stringify(texts)
}

/** The refresh token that this tab keeps, or `undefined`. */
export async function readRefreshToken(page: Page): Promise<string | undefined> {
  return /"refreshToken\\*":\\*"(?<token>[^"\\]+)/.exec(await readStorage(page))?.groups?.token
}
