import { expect, it } from 'vitest'
import { describeInBrowser, setStage } from './stage.ts'
import { signInAtPool } from './visitor.ts'
import { addNote } from './writing-notes.ts'

describeInBrowser('a person’s minute', () => {
  const stage = setStage()

  it('signs in on the way to the notes, adds one, finds it after a reload, and signs out for good', async () => {
    const { page } = await stage.arrive()
    const { world } = stage

    await page.goto(`${world.webUrl}/notes`)
    await signInAtPool(page, world, 'admin@example.com')
    await page.getByRole('heading', { level: 1, name: 'Notes' }).waitFor()
    expect(page.url()).toBe(`${world.webUrl}/notes`)

    await addNote(page, { title: 'Buy oranges', text: 'Six of them' })

    await page.reload()
    await page.getByRole('article', { name: 'Buy oranges' }).getByText('Six of them').waitFor()

    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { level: 1, name: 'Let people in' }).waitFor()
    expect(page.url()).toBe(`${world.webUrl}/`)

    await page.getByRole('banner').getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => url.origin === world.pool.domain)
    await page.getByLabel(/^password/i).waitFor()
  })

  it('shows nobody the notes of somebody else', async () => {
    const { page: admin } = await stage.arrive()
    const { world } = stage
    await admin.goto(`${world.webUrl}/notes`)
    await signInAtPool(admin, world, 'admin@example.com')
    await addNote(admin, { title: 'For my eyes only' })

    const { page: user } = await stage.arrive()
    await user.goto(`${world.webUrl}/notes`)
    await signInAtPool(user, world, 'user@example.com')

    await user.getByRole('heading', { name: 'Nothing here yet' }).waitFor()
    expect(await user.getByText('For my eyes only').count()).toBe(0)
  })
})
