import express from 'express'
import { describe, expect, it } from 'vitest'
import {
  allGroups,
  allScopes,
  anyGroup,
  anyScope,
  appClient,
  createBearerAuth,
  noGroup,
  predicate,
  protectedResourceMetadata,
  recentSignIn,
  requireRoutePolicies,
  user,
} from './index.ts'

const verify = async () => ({ valid: false, reason: 'nobody' }) as const
const resourceMetadataUrl = 'https://api.example/.well-known/oauth-protected-resource'

/** What a caller in plain JavaScript may do, whatever the types say. */
const loosely = (call: unknown) => call as (...args: unknown[]) => unknown
const create = (options: unknown) => () => loosely(createBearerAuth)(options)

describe('createBearerAuth()', () => {
  it('names every option that makes no sense', () => {
    expect(create({ verify: { verify }, resourceMetadataURL: resourceMetadataUrl, relm: 'notes' })).toThrow(
      'Cannot guard an API: verify must be a function, such as createAccessTokenVerifier(…).verify; ' +
        'resourceMetadataUrl must be an absolute URL, such as https://api.example.com/.well-known/oauth-protected-resource; ' +
        'there is no option "resourceMetadataURL"; there is no option "relm"',
    )
    expect(create({ issuerBaseURL: 'https://issuer.example' })).toThrow('verify must be a function')
    expect(create(undefined)).toThrow('verify must be a function')
    expect(create({ verify, resourceMetadataUrl: '/metadata' })).toThrow('must be an absolute URL')
    expect(create({ verify, resourceMetadataUrl, realm: undefined })).not.toThrow()
    expect(create({ verify, resourceMetadataUrl, realm: 'notes' })).not.toThrow()
  })
})

describe('auth.require()', () => {
  it('takes guards and nothing else', () => {
    const auth = createBearerAuth({ verify, resourceMetadataUrl })
    const demand = loosely(auth.require)
    const sentence =
      "Cannot guard a route: auth.require() takes what user() or allScopes('notes/read') return"

    expect(() => demand('notes/read')).toThrow(sentence)
    expect(() => demand(user)).toThrow(sentence)
    expect(() => demand([user()])).toThrow(sentence)
    expect(() => demand(undefined)).toThrow(sentence)
    // As in `app.get('/', auth.require, handler)`.
    expect(() => demand({ rawHeaders: [] }, {}, () => {})).toThrow(`${sentence}; call it, and call them`)
    expect(() => demand(user(), allScopes('notes/read'))).not.toThrow()
  })
})

describe('what is a handler itself', () => {
  it('is mounted without parentheses', () => {
    const auth = createBearerAuth({ verify, resourceMetadataUrl })

    for (const handler of [auth.optional, auth.authenticate].map(loosely)) {
      expect(() => handler()).toThrow(
        'Cannot guard a route: mount auth.optional and auth.authenticate without parentheses',
      )
    }
  })
})

describe('requireRoutePolicies()', () => {
  it('takes the whole app', () => {
    expect(() => loosely(requireRoutePolicies)(express.Router())).toThrow(
      'Cannot list the routes: give the app that express() made, when its routers are mounted',
    )
  })
})

describe('guards', () => {
  it('take each name as a text of its own, and at least one', () => {
    for (const guard of [allScopes, anyScope].map(loosely)) {
      for (const names of [[], [['a', 'b']], [''], [undefined], ['a b'], ['a', 'b c']]) {
        expect(() => guard(...names), JSON.stringify(names)).toThrow(
          "Cannot guard by scope: name each as a text of its own, as in allScopes('notes/read', 'notes/write')",
        )
      }
      expect(() => guard('a', 'b')).not.toThrow()
    }
    for (const guard of [allGroups, anyGroup, noGroup].map(loosely)) {
      for (const names of [[], [['a', 'b']], [''], [undefined]]) {
        expect(() => guard(...names), JSON.stringify(names)).toThrow(
          "Cannot guard by group: name each as a text of its own, as in anyGroup('editors', 'authors')",
        )
      }
      expect(() => guard('a', 'b')).not.toThrow()
    }
    expect(() => loosely(appClient)()).toThrow('Cannot guard by app client: name each as a text of its own')
  })

  it('take a number of seconds', () => {
    for (const options of [
      300,
      {},
      { maxAge: 300 },
      { maxAgeSeconds: '300' },
      { maxAgeSeconds: -1 },
      undefined,
    ]) {
      expect(() => loosely(recentSignIn)(options), JSON.stringify(options)).toThrow(
        'Cannot guard by the age of a sign-in: give it in seconds, as in recentSignIn({ maxAgeSeconds: 300 })',
      )
    }
    expect(() => recentSignIn({ maxAgeSeconds: 0 })).not.toThrow()
  })

  it('take a rule with its description', () => {
    for (const args of [[() => true], [() => true, 'is Jane'], ['is Jane'], ['', () => true]]) {
      expect(() => loosely(predicate)(...args)).toThrow(
        "Cannot guard by a rule: describe it first, as in predicate('is Jane', (principal) => …)",
      )
    }
    expect(() => predicate('is Jane', () => true)).not.toThrow()
  })
})

describe('protectedResourceMetadata()', () => {
  it('takes a URL and two lists', () => {
    const issuer = 'https://issuer.example'
    for (const resource of [
      undefined,
      { resource: 'https://api.example', issuer, scopes: [] },
      { resource: 'https://api.example', issuers: issuer, scopes: [] },
      { resource: '/', issuers: [issuer], scopes: [] },
    ]) {
      expect(() => loosely(protectedResourceMetadata)(resource)).toThrow(
        'Cannot describe the API: resource must be its absolute URL, issuers and scopes must be lists of texts',
      )
    }
  })
})
