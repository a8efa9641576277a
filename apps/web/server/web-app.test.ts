import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebApp } from './web-app.ts'

const config = {
  issuer: 'http://127.0.0.1:9329/us-east-1_Lifeguard',
  domain: 'http://127.0.0.1:9330',
  clientId: 'example',
  apiUrl: 'http://localhost:3000/v1',
}
const directory = mkdtempSync(join(tmpdir(), 'lifeguard-web-'))
let server: Server
let origin = ''

beforeAll(async () => {
  await mkdir(join(directory, 'assets'))
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Page</title>')
  writeFileSync(join(directory, 'app.html'), '<!doctype html><title>App</title>')
  writeFileSync(join(directory, 'callback.html'), '<!doctype html><title>Callback</title>')
  writeFileSync(join(directory, 'assets/app-1234.js'), 'export {}')
  writeFileSync(join(directory, 'assets/app-1234.js.br'), brotliCompressSync('export {}'))
  server = createServer(createWebApp({ directory, config }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('Cannot read the port of the server')
  origin = `http://127.0.0.1:${address.port}`
})

afterAll(() => {
  server.close()
  rmSync(directory, { recursive: true })
})

describe('createWebApp()', () => {
  it('answers every path that names no file with the page, which is not kept', async () => {
    const response = await fetch(`${origin}/notes?q=1`)

    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<title>App</title>')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })

  it('answers the root with the public page', async () => {
    const response = await fetch(`${origin}/`)

    expect(await response.text()).toContain('<title>Page</title>')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })

  it('answers the callback with its own page', async () => {
    const response = await fetch(`${origin}/callback?code=x&state=y`)

    expect(await response.text()).toContain('<title>Callback</title>')
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })

  it('sends what the build has compressed', async () => {
    const response = await fetch(`${origin}/assets/app-1234.js`, { headers: { 'accept-encoding': 'br' } })

    expect(response.headers.get('content-encoding')).toBe('br')
    expect(await response.text()).toBe('export {}')
  })

  it('lets browsers keep assets for ever', async () => {
    const response = await fetch(`${origin}/assets/app-1234.js`)

    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  it('answers a missing file with 404 and not with the page', async () => {
    const response = await fetch(`${origin}/assets/app-0000.js`)

    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toContain('text/plain')
  })

  it('hands out the configuration', async () => {
    const response = await fetch(`${origin}/config.json`)

    expect(await response.json()).toEqual(config)
    expect(response.headers.get('cache-control')).toBe('no-cache')
  })

  it('sends the security headers with files, pages and errors alike', async () => {
    for (const path of ['/', '/assets/app-1234.js', '/missing.js', '/config.json']) {
      const { headers } = await fetch(origin + path)

      expect(headers.get('content-security-policy'), path).toContain("script-src 'self';")
      expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin')
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('referrer-policy'), path).toBe('no-referrer')
    }
  })

  it('allows connections to the API and the pool of its configuration and nowhere else', async () => {
    const { headers } = await fetch(origin)

    expect(headers.get('content-security-policy')).toContain(
      "connect-src 'self' http://localhost:3000 http://127.0.0.1:9330;",
    )
  })

  it('answers other methods with 405', async () => {
    const response = await fetch(origin, { method: 'POST' })

    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
  })

  it('answers a malformed path without a stack trace', async () => {
    const response = await fetch(`${origin}/%E0%A4%A.js`)

    expect(response.status).toBe(404)
    expect(await response.text()).not.toContain('at ')
  })

  it('refuses a directory without a build', () => {
    expect(() => createWebApp({ directory: join(directory, 'assets'), config })).toThrow('run pnpm build')
  })
})
