import express, { type RequestHandler } from 'express'
import { describe, expectTypeOf, it } from 'vitest'
import { createBearerAuth } from './bearer-auth.ts'
import { allScopes, anyGroup, appClient, machine, predicate, recentSignIn, user } from './guards.ts'
import { oncePerRequest } from './once-per-request.ts'
import type { MachinePrincipal, Principal, UserPrincipal } from './principal.ts'
import type { VerifyToken } from './verdict.ts'

declare const verify: VerifyToken<Principal>

// These compile, or the type check of the workspace is red; none of it runs.
function routes(): void {
  const auth = createBearerAuth({ verify, resourceMetadataUrl: 'https://api.example/metadata' })
  const app = express()

  app.get('/any/:id', auth.require(), (req, res) => {
    expectTypeOf(auth.principal(req)).toEqualTypeOf<Principal>()
    expectTypeOf(req.params.id).toEqualTypeOf<string>()
    res.json({})
  })
  app.get('/people/:id', auth.require(user(), allScopes('a')), (req) => {
    expectTypeOf(auth.principal(req)).toEqualTypeOf<UserPrincipal>()
    expectTypeOf(auth.principal(req).groups).toEqualTypeOf<readonly string[]>()
    expectTypeOf(req.params.id).toEqualTypeOf<string>()
  })
  app.get('/machines', auth.require(allScopes('a'), machine()), (req) => {
    expectTypeOf(auth.principal(req)).toEqualTypeOf<MachinePrincipal>()
  })
  app.get('/groups', auth.require(anyGroup('admins')), (req) => {
    expectTypeOf(auth.principal(req).username).toEqualTypeOf<string>()
  })
  app.get('/recent', auth.require(recentSignIn({ maxAgeSeconds: 60 })), (req) => {
    expectTypeOf(auth.principal(req).authTime).toEqualTypeOf<number>()
  })
  app.get('/two', auth.require(), express.json(), auth.require(user()), async (req) => {
    expectTypeOf(auth.principal(req).username).toEqualTypeOf<string>()
  })
  app.get(
    '/wide',
    auth.require(
      appClient('web'),
      predicate('odd', () => true),
    ),
    (req) => {
      expectTypeOf(auth.principal(req)).toEqualTypeOf<Principal>()
    },
  )
  app.get('/optional', auth.optional, (req) => {
    expectTypeOf(auth.principal(req)).toEqualTypeOf<Principal | null>()
  })
  app.get('/unguarded', (req) => {
    expectTypeOf(auth.principal(req)).toEqualTypeOf<Principal>()
  })
  app.route('/route').get(auth.require(user()), (req) => {
    expectTypeOf(auth.principal(req).username).toEqualTypeOf<string>()
  })

  // Guards are request handlers like any other.
  app.use(auth.authenticate, auth.require(user()))
  expectTypeOf(auth.require(user())).toExtend<RequestHandler>()

  const account = oncePerRequest(async (req: express.Request) => ({ owner: auth.principal(req).subject }))
  app.get('/account', auth.require(), async (req) => {
    expectTypeOf(await account(req)).toEqualTypeOf<{ owner: string }>()
  })
}

interface TenantUser extends UserPrincipal {
  readonly tenant: string
}

function routesOfTenants(verifyTenant: VerifyToken<TenantUser | MachinePrincipal>): void {
  const auth = createBearerAuth({ verify: verifyTenant, resourceMetadataUrl: 'https://api.example/metadata' })
  express().get('/tenant', auth.require(user()), (req) => {
    expectTypeOf(auth.principal(req).tenant).toEqualTypeOf<string>()
  })
}

describe('the types of guarded routes', () => {
  it('are checked by the compiler', () => {
    expectTypeOf(routes).toBeFunction()
    expectTypeOf(routesOfTenants).toBeFunction()
  })
})
