import type { BrowserContext } from 'playwright-core'

/** When pages told other tabs something, and when they first showed a heading: milliseconds by the browser's clock. */
export interface TabTimes {
  /** How long it took from the last message of that kind to the first sight of that heading. */
  msFrom(message: string, heading: string): number
}

/** Has every page of a context that is opened from now on take its own times; those of the test would add its own. */
export async function takeTabTimes(context: BrowserContext): Promise<TabTimes> {
  const times = new Map<string, number>()
  await context.exposeFunction('takeTime', (event: string, ms: number) => times.set(event, ms))
  await context.addInitScript(() => {
    const take = (event: string): void => {
      const takeTime: unknown = Reflect.get(window, 'takeTime')
      if (typeof takeTime === 'function') takeTime(event, performance.timeOrigin + performance.now())
    }
    const { postMessage } = BroadcastChannel.prototype
    BroadcastChannel.prototype.postMessage = function (message) {
      take(`said ${message.kind}`)
      postMessage.call(this, message)
    }
    const seen = new Set<string>()
    new MutationObserver(() => {
      const heading = document.querySelector('h1')?.textContent ?? ''
      if (seen.has(heading)) return
      seen.add(heading)
      take(`shown ${heading}`)
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })

  return {
    msFrom: (message, heading) =>
      (times.get(`shown ${heading}`) ?? Number.NaN) - (times.get(`said ${message}`) ?? Number.NaN),
  }
}
