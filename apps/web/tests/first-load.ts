import { gzipSync } from 'node:zlib'
import type { Page, Response } from 'playwright-core'

/** What a page made the browser download before it was there, in bytes after gzip -9, whatever was really sent. */
export interface FirstLoad {
  readonly script: number
  readonly style: number
  readonly files: number
}

/** Opens `url` with an empty cache and adds up scripts and styles until `ready`. */
export async function measureFirstLoad(
  page: Page,
  url: string,
  ready: () => Promise<unknown>,
): Promise<FirstLoad> {
  const responses: Response[] = []
  const collect = (response: Response) => responses.push(response)
  page.on('response', collect)
  await page.goto(url)
  await ready()
  page.off('response', collect)

  const sizes = { script: 0, style: 0, files: 0 }
  for (const response of responses) {
    const kind = { script: 'script' as const, stylesheet: 'style' as const }[
      response.request().resourceType()
    ]
    if (kind === undefined || !response.ok()) continue
    sizes[kind] += gzipSync(await response.body(), { level: 9 }).length
    sizes.files += 1
  }
  return sizes
}
