import { findWholeBrowser } from '@lifeguard/test-browser'
import { describe, expect, it } from 'vitest'
import { expectStatus } from './in-page.ts'
import { serve } from './serve.ts'
import { setStage } from './stage.ts'
import { openSignedIn } from './visitor.ts'

const stage = setStage({ wholeBrowser: true })

// Only a browser with windows has rules about cookies, and a private window keeps those of third parties back.
describe.skipIf(findWholeBrowser() === undefined)('a browser without cookies of third parties', () => {
  it('X-43: keeps the cookies of one site from the pages of another (the twin of the next case)', async () => {
    const cookies: (string | undefined)[] = []
    const other = await serve('127.0.0.1', (request, response) => {
      if (request.url === '/cookie') cookies.push(request.headers.cookie)
      response.setHeader('set-cookie', 'of=another-site; SameSite=None; Secure')
      response.end()
    })
    const app = await serve('localhost', (_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<iframe src="${other.origin}/cookie"></iframe>`)
    })
    const page = await (await stage.newVisitor()).context.newPage()
    await page.goto(`${other.origin}/cookie`)
    await page.goto(`${other.origin}/cookie`)
    await page.goto(app.origin)

    expect(cookies).toEqual([undefined, 'of=another-site', undefined])
    await Promise.all([other.close(), app.close()])
  })

  it('X-43: takes nothing from a session, which restores itself by its refresh token, and frames nothing', async () => {
    const visitor = await stage.newVisitor()
    const page = await openSignedIn(visitor)
    visitor.requests.length = 0
    await page.reload()

    await expectStatus(page, 'signed-in')
    expect(visitor.tokenRequests('refresh_token')).toHaveLength(1)
    expect(visitor.requests.filter((each) => each.url().includes('/oauth2/authorize'))).toEqual([])
    expect(page.frames()).toHaveLength(1)
  })
})
