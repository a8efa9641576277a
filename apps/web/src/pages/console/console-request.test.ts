import { createNote, listNotes, reportCspViolations, revokeSessions, updateMe } from '@lifeguard/api-contract'
import { describe, expect, it } from 'vitest'
import { toRequest } from './console-request.ts'
import { toCurl } from './curl.ts'
import { fieldsOf } from './fields.ts'

const apiUrl = 'http://localhost:3000'

describe('fieldsOf()', () => {
  it('makes a field of every member of a schema', () => {
    const fields = fieldsOf(createNote).map(({ name, kind, required }) => [name, kind, required])

    expect(fields).toEqual([
      ['title', 'text', true],
      ['text', 'long-text', true],
      ['tags', 'list', false],
      ['archived', 'choice', false],
    ])
  })

  it('offers a choice between the shapes that a body may have', () => {
    const [sessions] = fieldsOf(revokeSessions)

    expect(sessions).toMatchObject({
      name: 'sessions',
      kind: 'choice',
      choices: ['this', 'all'],
      initial: 'this',
    })
  })
})

describe('toRequest()', () => {
  it('leaves out what is optional and empty', () => {
    const values = { 'query.limit': '5', 'query.search': '' }

    expect(toRequest(listNotes, fieldsOf(listNotes), values, apiUrl).url).toBe(`${apiUrl}/notes?limit=5`)
  })

  it('sends values of the type that the schema names', () => {
    const values = { 'body.title': 'A', 'body.tags': 'one, two', 'body.archived': 'true' }

    const { body, headers } = toRequest(createNote, fieldsOf(createNote), values, apiUrl)

    expect(JSON.parse(body ?? '')).toEqual({ title: 'A', text: '', tags: ['one', 'two'], archived: true })
    expect(headers).toEqual({ 'content-type': 'application/json' })
  })

  it('sends a body as the type that the endpoint takes', () => {
    const { headers } = toRequest(reportCspViolations, fieldsOf(reportCspViolations), {}, apiUrl)

    expect(headers).toEqual({ 'content-type': 'application/csp-report' })
  })

  it('sends null for an empty field that may be null', () => {
    expect(JSON.parse(toRequest(updateMe, fieldsOf(updateMe), {}, apiUrl).body ?? '')).toEqual({
      displayName: null,
    })
  })
})

describe('toCurl()', () => {
  it('names a variable of the shell in place of the access token', () => {
    const request = toRequest(listNotes, fieldsOf(listNotes), {}, apiUrl)

    expect(toCurl(request)).toBe(`curl -i '${apiUrl}/notes' \\\n  -H "Authorization: Bearer $ACCESS_TOKEN"`)
    expect(toCurl(request, null)).toBe(`curl -i '${apiUrl}/notes'`)
  })

  it('quotes whatever was typed for the shell', () => {
    const values = { 'body.title': "It's $HOME; `id`" }

    expect(toCurl(toRequest(createNote, fieldsOf(createNote), values, apiUrl), null)).toContain(
      `"title": "It'\\''s $HOME; \`id\`"`,
    )
  })
})
