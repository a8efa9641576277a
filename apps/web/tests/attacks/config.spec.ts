import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { sendNote } from '../writing-notes.ts'

describeInBrowser('a poisoned configuration', () => {
  const stage = setStage()
  const evilIssuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Evil'

  it.each([
    ['another pool', { body: (good: object) => JSON.stringify({ ...good, issuer: evilIssuer }) }],
    [
      'another protocol',
      { body: (good: object) => JSON.stringify({ ...good, apiUrl: 'http://evil.example' }) },
    ],
    [
      'script for an address',
      { body: (good: object) => JSON.stringify({ ...good, domain: 'javascript:alert(1)' }) },
    ],
    ['a member by inheritance', { body: (good: object) => `{"__proto__":${JSON.stringify(good)}}` }],
    ['a page', { body: () => '<!doctype html><title>Sign in</title>' }],
    ['nothing', { body: () => '' }],
    ['a failure', { status: 500, body: () => 'Internal error' }],
  ])('X-41 · with %s is refused, with a way to try again', async (_name, { body, ...answer }) => {
    const visitor = await stage.arrive()
    const { page } = visitor
    visitor.excuse(/status of 500/)
    const good: object = JSON.parse(await (await fetch(`${stage.world.webUrl}/config.json`)).text())
    await page.route('**/config.json', (route) =>
      route.fulfill({ ...answer, contentType: 'application/json', body: body(good) }),
    )
    await page.goto(stage.world.webUrl)

    await page.getByRole('heading', { level: 1, name: 'The app cannot start' }).waitFor()
    expect(visitor.requests.filter((request) => !request.url().startsWith(stage.world.webUrl))).toEqual([])
    await page.unroute('**/config.json')
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
  })

  it('X-40 · is not read from elements that bear the names of settings', async () => {
    const { page } = await stage.arriveSignedIn()
    await page.evaluate(() => {
      for (const name of ['config', 'session', 'location', 'userManager', 'issuer', 'domain', 'apiUrl']) {
        const form = document.createElement('form')
        form.id = name
        const link = document.createElement('a')
        link.id = name
        link.href = 'https://evil.example/'
        document.body.append(form, link)
      }
    })
    await sendNote(page, { title: 'Among the clobbered' })

    await page.getByRole('button', { name: 'Edit “Among the clobbered”' }).waitFor()
  })
})
