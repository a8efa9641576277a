import { readdir } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { builtApp } from '../build-once.ts'
import { describeInBrowser, setStage } from '../stage.ts'
import { signInAtPool, tokenRequests } from '../visitor.ts'

describeInBrowser('the headers of the app', () => {
  const stage = setStage()

  async function get(path: string, init?: RequestInit): Promise<Response> {
    return fetch(stage.world.webUrl + path, init)
  }

  async function assets(): Promise<readonly string[]> {
    return (await readdir(`${builtApp}/assets`)).map((name) => `/assets/${name}`)
  }

  it('F-01 · the policy allows scripts and styles of this origin, and connections to API and pool alone', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? ''
    const directives = new Map(
      policy.split(';').map((directive) => {
        const [name = '', ...sources] = directive.trim().split(' ')
        return [name, sources.join(' ')]
      }),
    )

    expect(Object.fromEntries(directives)).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': `'self' ${stage.world.apiUrl} ${stage.world.pool.domain}`,
      'object-src': "'none'",
      'frame-src': "'none'",
      'frame-ancestors': "'none'",
      'base-uri': "'none'",
      'form-action': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:/)
  })

  it('F-05 · page, script, style, image, configuration and 404 carry all of them', async () => {
    const script = (await assets()).find((name) => name.endsWith('.js')) ?? ''
    const style = (await assets()).find((name) => name.endsWith('.css')) ?? ''
    const page = await get('/')
    for (const path of [
      '/notes',
      '/callback?code=c&state=s',
      script,
      style,
      '/favicon.svg',
      '/config.json',
      '/no.js',
    ]) {
      const { headers } = await get(path)
      for (const name of [
        'content-security-policy',
        'cross-origin-opener-policy',
        'cross-origin-resource-policy',
        'permissions-policy',
        'referrer-policy',
        'x-content-type-options',
      ]) {
        expect({ path, name, value: headers.get(name) }).toEqual({
          path,
          name,
          value: page.headers.get(name),
        })
      }
      expect(headers.get('x-powered-by')).toBeNull()
    }
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(page.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('permissions-policy')).toContain('camera=()')
  })

  it('F-07 · the page is asked for anew each time, what carries a hash in its name never', async () => {
    for (const path of ['/', '/callback', '/config.json', '/theme.js'])
      expect((await get(path)).headers.get('cache-control')).toBe('no-cache')
    for (const path of await assets()) {
      expect((await get(path)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    }
  })

  it('F-07 · no page loads a script from elsewhere, the callback least of all', async () => {
    const { page } = await stage.arrive()
    for (const path of ['/', '/callback?code=x&state=y']) {
      await page.goto(stage.world.webUrl + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const sources = await page
        .locator('script')
        .evaluateAll((scripts) =>
          scripts.map((script) => (script instanceof HTMLScriptElement ? script.src : '')),
        )
      expect(sources.length).toBeGreaterThan(0)
      expect(sources.filter((source) => !source.startsWith(`${stage.world.webUrl}/`))).toEqual([])
    }
  })

  it('F-11 · source maps are not to be had', async () => {
    for (const path of (await assets()).filter((name) => name.endsWith('.js'))) {
      expect((await get(`${path}.map`)).status).toBe(404)
      expect(await (await get(path)).text()).not.toContain('sourceMappingURL')
    }
  })

  it('C-17 · the bundle holds no client secret, no implicit flow and no AWS key', async () => {
    const texts = await Promise.all(
      (await assets()).filter((name) => name.endsWith('.js')).map(async (path) => (await get(path)).text()),
    )
    expect(texts.join()).toContain('code_challenge')
    // oidc-client-ts knows the parameter; nothing gives it a value.
    expect(texts.join()).not.toMatch(/client_secret:\s*["'`]|response_type:\s*["'`](?!code)|AKIA[0-9A-Z]{16}/)
  })

  it('X-39 · who fetches the callback ahead gets the plain page, and the code stays good', async () => {
    const plain = await (await get('/callback')).text()
    const visitor = await stage.arrive()
    const { page } = visitor
    const ahead: { url: string; text: string; status: number }[] = []
    // A link preview, a proxy, a scanner: they have been there before the browser comes.
    await page.route(`${stage.world.pool.domain}/login?*`, async (route) => {
      const response = await route.fetch({ maxRedirects: 0 })
      const url = response.headers().location ?? ''
      if (url.includes('/callback?')) {
        const prefetched = await fetch(url, { headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch' } })
        const { status } = await fetch(url, { method: 'HEAD' })
        ahead.push({ url, text: await prefetched.text(), status })
      }
      await route.fulfill({ response })
    })

    await page.goto(`${stage.world.webUrl}/notes`)
    await signInAtPool(page, stage.world, 'user@example.com')
    await page.getByRole('button', { name: /^Account menu/ }).waitFor()

    expect(ahead).toEqual([{ url: expect.stringMatching(/[?&]code=[\w-]+/), text: plain, status: 200 }])
    expect(tokenRequests(visitor, 'authorization_code')).toHaveLength(1)
  })
})
