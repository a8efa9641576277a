import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from './stage.ts'

describeInBrowser('the API console', () => {
  const stage = setStage()

  it('calls an endpoint with the form of its schema, and leads through the pages', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/console?endpoint=createNote' })
    for (const title of ['First', 'Second']) {
      await page.getByLabel('title').fill(title)
      await page.getByRole('button', { name: 'Send request' }).click()
      await page.getByRole('region', { name: 'Answer' }).getByText(`"title": "${title}"`).waitFor()
    }

    await page.getByRole('button', { name: 'GET /notes', exact: true }).click()
    await page.getByLabel('limit').fill('1')
    await page.getByRole('button', { name: 'Send request' }).click()
    await page.getByText('"title": "Second"').waitFor()
    await page.getByRole('button', { name: 'Next page' }).click()

    await page.getByText('"title": "First"').waitFor()
  })

  it('asks for what a path needs before it sends anything', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/console?endpoint=getNote' })
    const { page } = visitor
    visitor.excuse(/status of 404/)
    const id = page.getByRole('textbox', { name: 'id', exact: true })
    const send = page.getByRole('button', { name: 'Send request' })

    await send.click()
    await page.locator('input:focus:invalid').waitFor()
    await id.fill(crypto.randomUUID())
    await send.click()
    await page.getByText('There is no such thing of yours').waitFor()

    const asked = visitor.requests.filter((request) => request.url().includes('/notes/'))
    expect(asked.map((request) => request.url())).toEqual([
      `${stage.world.apiUrl}/notes/${await id.inputValue()}`,
    ])
  })

  it('explains what is missing when somebody is refused', async () => {
    const visitor = await stage.arriveSignedIn({ path: '/console?endpoint=listAccounts' })
    const { page } = visitor
    visitor.excuse(/status of 40[13]/)
    const send = page.getByRole('button', { name: 'Send request' })

    await page.getByText('Membership in admins').waitFor()
    await page.getByText('You lack it').waitFor()
    await send.click()
    await page.getByText('the endpoint wants a group').waitFor()

    await page.getByRole('combobox', { name: 'Send' }).selectOption('without an access token')
    await send.click()
    await page.getByText('No access token was sent').waitFor()
    expect(await page.getByRole('combobox', { name: 'Send' }).inputValue()).toBe('none')

    await page.getByRole('combobox', { name: 'Send' }).selectOption('with a spoiled access token')
    await send.click()
    await page.getByText('does not accept this access token').waitFor()
  })

  it('shows the request as curl, and never the access token', async () => {
    const { page } = await stage.arriveSignedIn({ path: '/console?endpoint=createNote' })

    await page.getByLabel('title').fill("It's here")

    const line = await page.locator('pre', { hasText: 'curl' }).textContent()
    expect(line).toContain('-H "Authorization: Bearer $ACCESS_TOKEN"')
    expect(line).toContain(`It'\\''s here`)
    expect(await page.content()).not.toMatch(/eyJ[\w-]+\.eyJ/)
  })
})
