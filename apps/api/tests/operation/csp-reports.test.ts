import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBudgets } from '../../src/operation/rate-limit/budgets.ts'
import { createReception } from '../../src/operation/rate-limit/reception.ts'
import { type StartedApp, startApp } from './start-app.ts'

const quota = { limit: 5, windowSeconds: 60 }

describe('POST /csp-reports', () => {
  let api: StartedApp
  beforeEach(async () => {
    api = await startApp({
      bodyLimitBytes: 102_400,
      reception: createReception(createBudgets(quota), quota),
    })
  })
  afterEach(() => api.close())

  const report = (body: unknown, type = 'application/csp-report') =>
    fetch(`${api.url}/csp-reports`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: JSON.stringify(body),
    })

  const violation = {
    'document-uri': 'http://web.test/callback?code=s3cr3t&state=s3cr3t#s3cr3t',
    'blocked-uri': 'https://evil.test/x.js?token=s3cr3t',
    'effective-directive': 'script-src-elem',
    'source-file': 'http://web.test/assets/main.js?s3cr3t',
    'line-number': 7,
    disposition: 'enforce',
  }

  it('F-03: logs what a browser reports, without any query', async () => {
    const response = await report({ 'csp-report': violation })

    expect(response.status).toBe(204)
    expect(api.entries('csp-violation')).toMatchObject([
      {
        level: 'warn',
        directive: 'script-src-elem',
        blocked: 'https://evil.test/x.js',
        document: 'http://web.test/callback',
        source: 'http://web.test/assets/main.js',
        line: 7,
      },
    ])
    expect(api.lines.join('')).not.toContain('s3cr3t')
  })

  it('takes the reports of the Reporting API too, and leaves those of other kinds', async () => {
    const body = {
      documentURL: 'http://web.test/notes?q=s3cr3t',
      blockedURL: 'inline',
      effectiveDirective: 'style-src',
    }
    const reports = [
      { type: 'csp-violation', age: 1, url: 'http://web.test/notes?q=s3cr3t', user_agent: 'x', body },
      { type: 'deprecation', body: { id: 'x' } },
    ]

    expect((await report(reports, 'application/reports+json')).status).toBe(204)

    expect(api.entries('csp-violation')).toMatchObject([
      { directive: 'style-src', blocked: 'inline', document: 'http://web.test/notes' },
    ])
    expect(api.lines.join('')).not.toContain('s3cr3t')
  })

  it('keeps of a URL that holds data the scheme alone, and nothing of what is no URL', async () => {
    const odd = { 'blocked-uri': 'data:text/html,s3cr3t', 'source-file': 'S3CR3T not a url' }

    await report({ 'csp-report': odd })

    expect(api.entries('csp-violation')).toMatchObject([{ blocked: 'data:', source: 'unreadable' }])
  })

  it('writes no more of it than a line of the log can bear', async () => {
    const long = 'x'.repeat(1_000)
    const endless = {
      'violated-directive': long,
      'blocked-uri': `https://evil.test/${long}`,
      'document-uri': 'blob:https://web.test/s3cr3t',
      'source-file': long,
      disposition: long,
    }

    await report({ 'csp-report': endless })

    expect(api.entries('csp-violation')).toMatchObject([
      {
        directive: 'x'.repeat(200),
        blocked: `https://evil.test/${long}`.slice(0, 500),
        document: 'blob:',
        source: 'unreadable',
        disposition: 'x'.repeat(20),
      },
    ])
    expect(api.lines.join('')).not.toContain('s3cr3t')
  })

  it('takes what a browser does not know for null', async () => {
    const legacy = { ...violation, 'source-file': null, 'line-number': null }
    const body = { effectiveDirective: 'style-src', blockedURL: null, sourceFile: null, lineNumber: null }

    expect((await report({ 'csp-report': legacy })).status).toBe(204)
    expect((await report([{ type: 'csp-violation', body }], 'application/reports+json')).status).toBe(204)
    expect(api.entries('csp-violation')).toMatchObject([
      { line: null },
      { directive: 'style-src', line: null },
    ])
  })

  it('leaves a report without a body', async () => {
    expect((await report([{ type: 'csp-violation', body: null }], 'application/reports+json')).status).toBe(
      204,
    )

    expect(api.entries('csp-violation')).toEqual([])
  })

  it('is bounded in size and in number, and takes nothing else', async () => {
    const huge = { 'csp-report': { ...violation, 'document-uri': 'x'.repeat(110_000) } }
    const statuses = [
      (await report(huge)).status,
      (await report(Array.from({ length: 21 }, () => ({ type: 'csp-violation', body: null })))).status,
      (await report({ 'csp-report': violation }, 'application/json')).status,
      (await report({ other: 1 })).status,
      (await report({ 'csp-report': violation })).status,
      (await report({ 'csp-report': violation })).status,
    ]

    expect(statuses).toEqual([413, 422, 415, 422, 204, 429])
  })

  it('says in which form it takes a report', async () => {
    const response = await report({ 'csp-report': violation }, 'application/json')

    const problem = await response.json()
    expect(problem).toMatchObject({
      detail: 'Send it in UTF-8 as application/csp-report or application/reports+json',
    })
    expect(JSON.stringify(problem)).not.toContain('application/json')
  })

  it('needs no token, and lets the web app send it from its origin', async () => {
    const preflight = await fetch(`${api.url}/csp-reports`, {
      method: 'OPTIONS',
      headers: {
        origin: 'http://web.test',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })

    const sent = await report({ 'csp-report': violation })

    expect(preflight.headers.get('access-control-allow-origin')).toBe('*')
    expect(sent.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    await vi.waitUntil(() => api.entries('request').length === 2, 20_000)
  })
})
