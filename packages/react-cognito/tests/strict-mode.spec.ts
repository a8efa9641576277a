import { describe, expect, it } from 'vitest'
import { expectStatus } from './in-page.ts'
import { setStage } from './stage.ts'
import { openSignedIn } from './visitor.ts'

const signIns = process.env.LIFEGUARD_FULL_COUNTS === '1' ? 100 : 10

describe.each(['production', 'development'] as const)('under StrictMode, built for %s', (build) => {
  const stage = setStage({ build })

  it(`X-22, G-22: ${signIns} sign-ins make ${signIns} token requests`, async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    for (let count = 2; count <= signIns; count += 1) {
      // The pool remembers the person, and no tab is left to lend a session: a whole sign-in without a form.
      await page.evaluate(() => sessionStorage.clear())
      await page.goto(`${stage.origin}/private`)
      await page.getByText('useAuth: user@example.com').waitFor()
      await expectStatus(page, 'signed-in')
    }

    expect(visitor.tokenRequests('authorization_code')).toHaveLength(signIns)
    expect(visitor.tokenRequests()).toHaveLength(signIns)
  })

  it('tells the console in development alone which setting is not that of the pool', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    await page.evaluate(() => sessionStorage.clear())
    stage.pool.faults.set({ idToken: { set: { aud: 'other' } } })
    await page.goto(`${stage.origin}/private`)
    await expectStatus(page, 'failed unusable-answer')
    stage.pool.faults.clear()

    const told = visitor.console.filter((line) => line.startsWith('Cannot sign in: '))
    const sentence = expect.stringContaining('another app client than the setting "clientId"')
    expect(told).toEqual(build === 'development' ? [sentence] : [])
  })
})
