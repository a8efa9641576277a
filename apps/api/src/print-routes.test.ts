import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

it('P-23: everybody who may call anything stands in this list, and was meant', () => {
  const table = readTable()

  expect(
    table
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/).join(' ')),
  ).toEqual([
    'GET /livez everybody',
    'GET /readyz everybody',
    'GET /.well-known/oauth-protected-resource everybody',
    'GET /openapi.json everybody',
    'POST /csp-reports everybody',
    'GET /me signed in',
    'PATCH /me signed in, user',
    'DELETE /me signed in, user, signed in within 300 s',
    'POST /me/sessions/revoke signed in, user',
    'GET /notes signed in, scope notes/read',
    'POST /notes signed in, scope notes/write',
    'GET /exports/notes signed in, scope notes/read',
    'GET /notes/:id signed in, scope notes/read',
    'PATCH /notes/:id signed in, scope notes/write',
    'DELETE /notes/:id signed in, scope notes/write',
    'GET /accounts signed in, group admins',
    'GET /audit-trail signed in, group admins',
    'GET /docs everybody',
    'GET /docs/start.js everybody',
    'GET /docs/swagger-ui.css everybody',
    'GET /docs/swagger-ui-bundle.js everybody',
    'GET /docs/oauth2-redirect.html everybody',
    'GET /docs/oauth2-redirect.js everybody',
  ])
})

it('P-18: every segment of a path is a word or one parameter', () => {
  const paths = readTable()
    .trimEnd()
    .split('\n')
    .map((line) => line.split(/ +/)[1])

  expect(paths.length).toBeGreaterThan(20)
  expect(paths.filter((path) => !/^(\/([\w.-]+|:\w+))+$/.test(path ?? ''))).toEqual([])
})

it('B-14: no route is for callers with a token and without one', () => {
  expect(readTable()).not.toContain('anonymous')
})

function readTable(): string {
  const script = fileURLToPath(new URL('print-routes.ts', import.meta.url))
  return execFileSync(process.execPath, [script], { encoding: 'utf8' })
}
