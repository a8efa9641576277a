import type { BrowserContext, Page } from 'playwright-core'

/**
 * From the next page load on, writes down every heading and button that was ever in the document, for however short a
 * time: what a person could have seen flash up.
 */
export async function recordSeen(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen = new Set<string>()
    Reflect.set(window, 'seen', seen)
    new MutationObserver(() => {
      for (const element of document.querySelectorAll('h1, button')) seen.add(element.textContent.trim())
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
}

/** What was seen on this page since it was loaded. */
export async function seenOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const seen: unknown = Reflect.get(window, 'seen')
    return seen instanceof Set ? [...seen].map(String) : []
  })
}
