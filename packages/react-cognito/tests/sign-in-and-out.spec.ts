import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectNoViolations, expectStatus, openStage, type Stage, signInAs, storedTexts } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await openStage()
})

afterAll(() => stage?.close())

describe('a session', () => {
  it('leads from a private page to the pool and back, survives a reload, and ends everywhere', async () => {
    const visitor = await stage.newVisitor()

    const page = await visitor.open('/private/notes?tag=a%20b#third')
    await page.waitForURL(`${stage.pool.domain}/login**`)
    await signInAs(page, 'user@example.com')

    await page.getByRole('heading', { name: 'Private notes' }).waitFor()
    expect(page.url()).toBe(`${stage.origin}/private/notes?tag=a%20b#third`)
    await page.getByText('useAuth: user@example.com').waitFor()
    expect(visitor.tokenRequests()).toHaveLength(1)

    await page.reload()
    await page.getByRole('heading', { name: 'Private notes' }).waitFor()
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)

    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(`${stage.origin}/`)
    await expectStatus(page, 'signed-out no-session')
    expect(await storedTexts(page)).not.toMatch(/eyJ|user@example/)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByLabel(/password/i).waitFor()

    expectNoViolations(visitor)
    await visitor.close()
  })
})
