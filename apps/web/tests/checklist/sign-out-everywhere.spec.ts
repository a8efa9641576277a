import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from '../stage.ts'
import { readStorage } from '../storage.ts'
import { requestsTo, signInAtPool } from '../visitor.ts'
import { sendNote } from '../writing-notes.ts'

describeInBrowser('signing out everywhere', () => {
  const stage = setStage()

  it('38 · asks first, has the API refuse every session of before, signs out here, and says so', async () => {
    const phone = await stage.arriveThroughPool()
    const visitor = await stage.arriveThroughPool({ path: '/account' })
    const { page } = visitor
    phone.excuse(/status of 40[01]/)
    visitor.forgetRequests()
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign out everywhere?' })
    await dialog.waitFor()
    expect(requestsTo(visitor, '/me/sessions/revoke')).toEqual([])
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
    await page.getByText('You are signed out everywhere').waitFor()

    expect(requestsTo(visitor, '/me/sessions/revoke', 'POST')).toHaveLength(1)
    const order = ['/me/sessions/revoke', '/oauth2/revoke', '/logout'].map((path) =>
      visitor.requests.findIndex((request) => new URL(request.url()).pathname === path),
    )
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(await readStorage(page)).not.toMatch(/refreshToken|eyJ|user@example/)

    await phone.page.getByRole('radio', { name: 'Archive' }).click()
    await phone.page.getByText('Your session has ended').waitFor()
  })

  it('38 · gives the other devices back what they were writing, for the password', async () => {
    const phone = await stage.arriveThroughPool({ path: '/notes' })
    const { page } = await stage.arriveThroughPool({ path: '/account' })
    phone.excuse(/status of 40[01]/)
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign out everywhere?' })
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()

    await sendNote(phone.page, { title: 'Half a thought' })
    const unsaved = phone.page.getByRole('dialog', { name: 'New note' })
    await unsaved.getByText('Your session has ended').waitFor()
    expect(await phone.page.getByLabel('Title').inputValue()).toBe('Half a thought')

    await unsaved.getByRole('button', { name: 'Sign in' }).click()
    await signInAtPool(phone.page, stage.world, 'user@example.com')
    await phone.page.getByRole('button', { name: /^Account menu/ }).waitFor()
    expect(await phone.page.getByLabel('Title').inputValue()).toBe('Half a thought')
  })

  it('38 · that the API does not carry out says so, and leaves everything as it was', async () => {
    const visitor = await stage.arriveThroughPool({ path: '/account' })
    const { page } = visitor
    visitor.excuse(/status of 500|ERR_FAILED/)
    await page.route(`${stage.world.apiUrl}/me/sessions/revoke`, (route) =>
      route.fulfill({ status: 500, headers: { 'access-control-allow-origin': stage.world.webUrl } }),
    )
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign out everywhere?' })
    await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()

    await dialog.getByRole('alert').getByText('were not ended').waitFor()
    expect(requestsTo(visitor, '/logout')).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Account menu/ }).waitFor()
  })

  it('S-04 · an access token of a session that was signed out is refused by the API', async () => {
    const visitor = await stage.arriveThroughPool()
    const { page } = visitor
    await page
      .getByRole('main')
      .getByRole('heading', { level: 2 })
      .or(page.getByRole('article'))
      .first()
      .waitFor()
    const call = visitor.requests.find((request) => request.headers().authorization !== undefined)
    const authorization = call?.headers().authorization ?? ''
    const askWithIt = async (): Promise<number> =>
      (await fetch(`${stage.world.apiUrl}/me`, { headers: { authorization } })).status
    expect(await askWithIt()).toBe(200)
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()

    expect(await askWithIt()).toBe(401)
  })
})
