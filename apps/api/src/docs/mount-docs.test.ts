import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StartedApp, startApp } from '../../tests/operation/start-app.ts'

describe('the pages below /docs', () => {
  let api: StartedApp
  beforeAll(async () => {
    api = await startApp({ toolsClientId: undefined })
  })
  afterAll(() => api?.close())

  it.each([
    ['/docs', 'text/html'],
    ['/docs/start.js', 'text/javascript'],
    ['/docs/swagger-ui.css', 'text/css'],
    ['/docs/swagger-ui-bundle.js', 'text/javascript'],
    ['/docs/oauth2-redirect.html', 'text/html'],
    ['/docs/oauth2-redirect.js', 'text/javascript'],
  ])('%s is a page in UTF-8 that no cache keeps', async (path, type) => {
    const { status, headers } = await fetch(api.url + path)

    expect([status, headers.get('content-type')]).toEqual([200, `${type}; charset=utf-8`])
    expect(headers.get('cache-control')).toBe('no-store')
    for (const name of ['last-modified', 'etag', 'accept-ranges']) expect(headers.get(name)).toBeNull()
    expect((await fetch(api.url + path, { method: 'HEAD' })).status).toBe(200)
  })

  it('name everything that they load, their icon too, which browsers ask for at the root otherwise', async () => {
    const page = await (await fetch(`${api.url}/docs`)).text()

    const named = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, place]) => place)
    expect(named).toEqual(['/docs/swagger-ui.css', 'data:,', '/docs/swagger-ui-bundle.js', '/docs/start.js'])
  })

  it('send nothing to a validator, and let a reader without an app client type one in', async () => {
    const script = await (await fetch(`${api.url}/docs/start.js`)).text()

    const [settings, signIn] = script.match(/\{"[^\n]*?\}(?=\n|\))/g)?.map((text) => JSON.parse(text)) ?? []
    expect(settings).toEqual({
      url: '/openapi.json',
      dom_id: '#reference',
      deepLinking: true,
      oauth2RedirectUrl: 'http://api.test/docs/oauth2-redirect.html',
      validatorUrl: null,
    })
    expect(signIn).toEqual({
      clientId: '',
      scopes: 'openid email notes/read notes/write',
      usePkceWithAuthorizationCodeGrant: true,
    })
  })
})
