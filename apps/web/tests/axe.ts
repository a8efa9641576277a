import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules of WCAG 2.2 AA and of good practice that the page breaks, and where. */
export async function audit(page: Page): Promise<string[]> {
  // A script element would fall under the policy of the page, which is part of what is tested.
  const isThere = await page.evaluate(() => Reflect.has(window, 'axe'))
  if (!isThere) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const axe: { run(): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }> } =
      Reflect.get(window, 'axe')
    const { violations } = await axe.run()
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  })
}
