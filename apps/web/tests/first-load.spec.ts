import { expect, it } from 'vitest'
import { measureFirstLoad } from './first-load.ts'
import { describeInBrowser, setStage } from './stage.ts'

const kibibyte = 1024

describeInBrowser('the first load', () => {
  const stage = setStage()

  it('58 · of a stranger on the public page is at most 85 KiB of script and 10 KiB of style', async () => {
    const { page } = await stage.arrive()

    const load = await measureFirstLoad(page, stage.world.webUrl, () =>
      page.getByRole('heading', { level: 1 }).waitFor(),
    )

    expect(load.script).toBeGreaterThan(60 * kibibyte)
    expect(load.script).toBeLessThanOrEqual(85 * kibibyte)
    expect(load.style).toBeLessThanOrEqual(10 * kibibyte)
  })

  it('58 · of somebody signed in is at most 120 KiB of script', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/' })

    const load = await measureFirstLoad(page, stage.world.webUrl, () =>
      page.getByRole('button', { name: /^Account menu/ }).waitFor(),
    )

    expect(load.script).toBeGreaterThan(85 * kibibyte)
    expect(load.script).toBeLessThanOrEqual(120 * kibibyte)
    expect(load.style).toBeLessThanOrEqual(10 * kibibyte)
  })

  it('58 · of the notes is at most 120 KiB of script, with all that it takes to write one offline', async () => {
    const { page } = await stage.arriveSignedIn()

    const load = await measureFirstLoad(page, `${stage.world.webUrl}/notes`, async () => {
      await page.getByRole('heading', { level: 2 }).waitFor()
      await page.waitForLoadState('networkidle')
    })

    expect(load.script).toBeGreaterThan(85 * kibibyte)
    expect(load.script).toBeLessThanOrEqual(120 * kibibyte)
  })

  it('58 · of a stranger asks for nothing that only somebody signed in needs', async () => {
    const visitor = await stage.arrive()
    await visitor.page.goto(stage.world.webUrl)
    await visitor.page.getByRole('heading', { level: 1 }).waitFor()
    await visitor.page.waitForLoadState('networkidle')

    const urls = visitor.requests.map((request) => request.url())
    expect(urls.filter((url) => /notes|account|pool-session|contract|private/.test(url))).toEqual([])
    expect(urls.filter((url) => !url.startsWith(stage.world.webUrl))).toEqual([])
  })
})
