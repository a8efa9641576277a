import { describe, expect, it } from 'vitest'
import { expectStatus, renew, storedTexts } from './in-page.ts'
import { setStage } from './stage.ts'
import { openSignedIn } from './visitor.ts'

const stage = setStage({ client: { refreshTokenRotation: { graceSeconds: 0 } } })

describe('everything secret of a whole visit', () => {
  it('G-24, X-35, X-36: stays where it belongs, also when things go wrong', async () => {
    const visitor = await stage.newVisitor()
    const minted = new Set<string>()
    await visitor.context.route('**/oauth2/token', async (route) => {
      const response = await route.fetch()
      const { access_token, id_token, refresh_token } = await response.json()
      for (const token of [access_token, id_token, refresh_token]) if (token) minted.add(token)
      await route.fulfill({ response })
    })
    const page = await openSignedIn(visitor)
    await renew(page)
    const refreshToken = [...minted].at(-1) ?? ''
    expect(minted.size).toBe(6)

    // A failing renewal, a failing callback, and an error in the app while somebody is signed in.
    await visitor.context.setOffline(true)
    await renew(page)
    await visitor.context.setOffline(false)
    await page.goto(`${stage.origin}/callback?code=stale&state=stale`)
    await expectStatus(page, 'signed-in')
    await page.evaluate(() => {
      setTimeout(() => {
        throw Object.assign(new Error('of the app'), { state: window.session.current() })
      })
      console.error(window.session, window.session.current(), JSON.stringify(window.session.current()))
    })
    for (const request of visitor.tokenRequests()) {
      for (const name of ['code', 'code_verifier', 'refresh_token']) {
        const value = new URLSearchParams(request.postData() ?? '').get(name)
        if (value) minted.add(value)
      }
    }
    const code = new URLSearchParams(visitor.tokenRequests()[0]?.postData() ?? '').get('code')

    const inSight = [
      await page.content(),
      visitor.console.join(),
      await page.evaluate(() => document.cookie),
    ].join()
    const urls = visitor.requests.map((each) => each.url())
    const stored = await storedTexts(page)
    for (const secret of minted) {
      expect(inSight).not.toContain(secret)
      expect(urls.filter((url) => url.includes(secret) && secret !== code)).toEqual([])
      for (const part of secret.split('.').filter((text) => text.length > 40))
        expect(inSight).not.toContain(part)
    }
    // The code is in the URL of its own callback and nowhere else; of all tokens, only a refresh token rests.
    expect(urls.filter((url) => code && url.includes(code)).map((url) => new URL(url).pathname)).toEqual([
      '/callback',
    ])
    expect([...minted].filter((secret) => stored.includes(secret)).length).toBe(1)
    expect(stored).not.toContain(refreshToken)

    await page.getByRole('button', { name: 'Sign out' }).first().click()
    await expectStatus(page, 'signed-out no-session')
    const after = await storedTexts(page)
    expect([...minted].filter((secret) => after.includes(secret))).toEqual([])
  })

  it('X-21: does not come out for messages that anybody can send', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    const heard = await page.evaluate(async () => {
      const state = window.session.current()
      const answers: unknown[] = []
      window.addEventListener('message', ({ data }) => answers.push(data))
      for (const kind of ['ask', 'lend', 'renewed', 'signed-in', 'signed-out', undefined, 7]) {
        window.postMessage(
          { kind, id: 'x', wanted: { session: 'z', generation: 1 }, session: 'z', subject: 'z' },
          '*',
        )
      }
      const channel = new BroadcastChannel('lifeguard.lifeguardweb00000000000001.tabs')
      for (const message of [
        null,
        'text',
        7,
        [],
        {},
        { kind: 'renewed' },
        { kind: 'lend', lent: {} },
        { kind: 'ask' },
      ]) {
        channel.postMessage(message)
      }
      await new Promise((resolve) => setTimeout(resolve, 300))
      return { unchanged: state === window.session.current(), answers: JSON.stringify(answers) }
    })

    expect(heard.unchanged).toBe(true)
    expect(heard.answers).not.toContain('eyJ')
  })
})
