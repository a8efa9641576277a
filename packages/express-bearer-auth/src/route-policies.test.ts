import express from 'express'
import { describe, expect, it } from 'vitest'
import { createBearerAuth } from './bearer-auth.ts'
import { allScopes, anyGroup, user } from './guards.ts'
import { protectedResourceMetadata } from './protected-resource-metadata.ts'
import { everybody, listRoutePolicies, requireRoutePolicies } from './route-policies.ts'

const auth = createBearerAuth({
  verify: async () => ({ valid: false, reason: 'nobody' }),
  resourceMetadataUrl: 'https://api.example/.well-known/oauth-protected-resource',
})
const handle = (_req: express.Request, res: express.Response) => void res.json({})

describe('the policies of routes', () => {
  it('are listed with method and path, wherever the guards are mounted', () => {
    const notes = express.Router()
    notes.use(auth.require(user()))
    notes.get('/', handle)
    notes.post('/:id', auth.require(allScopes('notes/write')), handle)
    const metadata = protectedResourceMetadata({ resource: 'https://api.example', issuers: [], scopes: [] })

    const app = express()
    app.use(auth.authenticate)
    app.get('/livez', everybody, handle)
    app.get('/.well-known/oauth-protected-resource', metadata)
    app.get('/greeting', auth.optional, handle)
    app.use('/admin', auth.require(anyGroup('admins')))
    app.delete('/admin/users', handle)
    app.use('/notes', notes)
    app.route('/me').get(auth.require(), handle).patch(auth.require(user()), handle)
    app.all('/other', auth.require(), handle)

    expect(listRoutePolicies(app).map(({ method, path, policy }) => `${method} ${path}: ${policy}`)).toEqual([
      'GET /livez: everybody',
      'GET /.well-known/oauth-protected-resource: everybody',
      'GET /greeting: signed in or anonymous',
      'DELETE /admin/users: signed in, group admins',
      'GET /notes: signed in, user',
      'POST /notes/:id: signed in, user; signed in, scope notes/write',
      'GET /me: signed in',
      'PATCH /me: signed in, user',
      '* /other: signed in',
    ])
    expect(() => requireRoutePolicies(app)).not.toThrow()
  })

  it('must be there before the start', () => {
    const app = express()
    app.use(auth.authenticate)
    app.get('/before', handle)
    app.use('/admin', auth.require())
    app.get('/administration', handle)
    app.get('/admin/users', handle)
    app.use('/sub', express())
    app.route('/me').get(auth.require(), handle).post(handle)

    expect(() => requireRoutePolicies(app)).toThrow(
      'Cannot start: no access policy for GET /before, GET /administration, * /sub, POST /me; ' +
        'mount auth.require() or everybody before the handler',
    )
  })

  it('does not count a guard that comes after the handler', () => {
    const app = express()
    app.get('/late', handle)
    app.use(auth.require())
    app.get('/guarded', handle)

    expect(() => requireRoutePolicies(app)).toThrow('no access policy for GET /late;')
  })
})
