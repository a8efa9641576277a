import { describe, expect, it } from 'vitest'
import { localProfile } from './local-profile.ts'
import { ConfigError, configWarnings, readConfig } from './read-config.ts'

const web = {
  clientId: 'web',
  flows: ['code'],
  scopes: ['openid', 'notes/read'],
  callbackUrls: ['https://app.example.com/callback'],
}
const machine = {
  clientId: 'machine',
  clientSecret: 's',
  flows: ['client_credentials'],
  scopes: ['notes/read'],
}

/** A small config in order, with these members of the pool and of its web client changed. */
function config(pool: object, client: object = {}): object {
  return {
    poolId: 'eu-west-1_AbCdEf123',
    groups: ['admins'],
    resourceServers: [{ identifier: 'notes', scopes: ['read'] }],
    clients: [{ ...web, ...client }, machine],
    users: [{ password: 'Passw0rd!', groups: ['admins'], attributes: { email: 'a@example.com' } }],
    ...pool,
  }
}

function faultsOf(input: unknown): readonly { path: string; message: string }[] {
  try {
    readConfig(input)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
}

describe('a config', () => {
  it('is taken when Cognito would take it', () => {
    expect(faultsOf(config({}))).toEqual([])
    expect(faultsOf(localProfile())).toEqual([])
    const longest = {
      callbackUrls: [`https://a.example/${'a'.repeat(1006)}`, 'http://[::1]:5173/', 'my-app://callback'],
      accessTokenSeconds: 86_400,
      refreshTokenSeconds: 315_360_000,
    }
    expect(faultsOf(config({}, longest))).toEqual([])
    const attributes = { email: 'a@b', address: 'Here', 'custom:level-2': '7', 'custom:größe': '9' }
    const users = [{ password: 'x', attributes }]
    const resourceServers = [{ identifier: 'https://api.example.com/', scopes: ['read'] }]
    const scopes = ['https://api.example.com//read']
    const clients = [{ ...web, scopes, readAttributes: ['sub', ...Object.keys(attributes)] }]
    expect(faultsOf(config({ groups: ['Größe', 'a/b'], users, resourceServers, clients }))).toEqual([])
  })

  it('gets the defaults of Cognito', () => {
    const [client] = readConfig(config({})).clients

    expect(client).toMatchObject({
      accessTokenSeconds: 3600,
      idTokenSeconds: 3600,
      refreshTokenSeconds: 2_592_000,
    })
  })
})

// What Cognito would refuse: what is changed, the field that is named, the limit that is told.
const refused: [string, object, object, string, RegExp][] = [
  [
    'a callback URL with a fragment',
    {},
    { callbackUrls: ['https://a.example/#x'] },
    'clients[0].callbackUrls[0]',
    /fragment/,
  ],
  [
    'plain http beyond loopback',
    {},
    { callbackUrls: ['http://a.example/'] },
    'clients[0].callbackUrls[0]',
    /http only for localhost/,
  ],
  ['a relative callback URL', {}, { callbackUrls: ['/callback'] }, 'clients[0].callbackUrls[0]', /absolute/],
  ['a wildcard', {}, { callbackUrls: ['https://*.example.com/'] }, 'clients[0].callbackUrls[0]', /wildcard/],
  [
    'a script as sign-out URL',
    {},
    { signOutUrls: ['javascript:alert(1)'] },
    'clients[0].signOutUrls[0]',
    /scheme/,
  ],
  [
    '101 callback URLs',
    {},
    { callbackUrls: Array(101).fill('https://a.example/') },
    'clients[0].callbackUrls',
    /100/,
  ],
  ['no callback URL for the code flow', {}, { callbackUrls: [] }, 'clients[0].callbackUrls', /at least one/],
  [
    'an access token of four minutes',
    {},
    { accessTokenSeconds: 240 },
    'clients[0].accessTokenSeconds',
    /300 to 86400/,
  ],
  ['an ID token of two days', {}, { idTokenSeconds: 172_800 }, 'clients[0].idTokenSeconds', /300 to 86400/],
  [
    'a refresh token of half an hour',
    {},
    { refreshTokenSeconds: 1800 },
    'clients[0].refreshTokenSeconds',
    /3600 to 315360000/,
  ],
  [
    'a grace of two minutes',
    {},
    { refreshTokenRotation: { graceSeconds: 120 } },
    'clients[0].refreshTokenRotation.graceSeconds',
    /0 to 60/,
  ],
  [
    'machines and people on one client',
    {},
    { flows: ['code', 'client_credentials'], clientSecret: 's' },
    'clients[0].flows',
    /only alone/,
  ],
  [
    'a machine without a secret',
    { clients: [{ ...machine, clientSecret: undefined }] },
    {},
    'clients[0].clientSecret',
    /with a secret/,
  ],
  [
    'a machine with "openid"',
    { clients: [{ ...machine, scopes: ['openid'] }] },
    {},
    'clients[0].scopes[0]',
    /resource server/,
  ],
  [
    'a scope of no resource server',
    {},
    { scopes: ['openid', 'notes/burn'] },
    'clients[0].scopes[1]',
    /No resource server/,
  ],
  ['51 scopes', {}, { scopes: Array(51).fill('openid') }, 'clients[0].scopes', /50 scopes/],
  ['a pool id that is none', { poolId: 'pool' }, {}, 'poolId', /looks like/],
  ['a pool id of 56 characters', { poolId: `eu-west-1_${'a'.repeat(46)}` }, {}, 'poolId', /55/],
  ['two clients of one id', {}, { clientId: 'machine' }, 'clients[1].clientId', /share/],
  ['a user in a group that is not there', { groups: [] }, {}, 'users[0].groups[0]', /no such group/],
  [
    'a user without an e-mail address',
    { users: [{ password: 'x' }] },
    {},
    'users[0].attributes.email',
    /required/,
  ],
  [
    'a username in an e-mail pool',
    { users: [{ username: 'a', password: 'x', attributes: { email: 'a@b' } }] },
    {},
    'users[0].username',
    /makes up/,
  ],
  ['a group with a space', { groups: ['admins', 'my team'] }, {}, 'groups[1]', /without a space/],
  ['a group twice', { groups: ['admins', 'admins'] }, {}, 'groups[1]', /share/],
  [
    'a username with a space',
    { signInWith: 'username', users: [{ username: 'my name', password: 'x' }] },
    {},
    'users[0].username',
    /without a space/,
  ],
  [
    'two users of one subject',
    {
      signInWith: 'username',
      users: ['a', 'b'].map((username) => ({ username, password: 'x', sub: 'one' })),
    },
    {},
    'users[1].sub',
    /share/,
  ],
  [
    'a resource server with a space',
    { resourceServers: [{ identifier: 'my notes', scopes: [] }] },
    {},
    'resourceServers[0].identifier',
    /without a space/,
  ],
  [
    'a resource server twice',
    { resourceServers: Array(2).fill({ identifier: 'notes', scopes: ['read'] }) },
    {},
    'resourceServers[1].identifier',
    /share/,
  ],
  ...['tenant', 'sub', 'aud', 'identities', 'custom:', 'custom:a b', `custom:${'a'.repeat(21)}`].map(
    (name): [string, object, object, string, RegExp] => [
      `the attribute "${name}"`,
      { users: [{ password: 'x', attributes: { email: 'a@b', [name]: 'x' } }] },
      {},
      `users[0].attributes.${name}`,
      /standard attributes/,
    ],
  ),
  [
    'an attribute to read that there is not',
    {},
    { readAttributes: ['email', 'tenant'] },
    'clients[0].readAttributes[1]',
    /standard attributes/,
  ],
  [
    'a callback URL with a space',
    {},
    { callbackUrls: ['https://a.example/ '] },
    'clients[0].callbackUrls[0]',
    /space/,
  ],
  [
    '101 sign-out URLs',
    {},
    { signOutUrls: Array(101).fill('https://a.example/') },
    'clients[0].signOutUrls',
    /100/,
  ],
  [
    'a callback URL of 1,025 characters',
    {},
    { callbackUrls: [`https://a.example/${'a'.repeat(1007)}`] },
    'clients[0].callbackUrls[0]',
    /1024/,
  ],
  ...['data:text/html,x', 'blob:https://a.example/x', 'file:///x'].map(
    (url): [string, object, object, string, RegExp] => [
      `the callback URL "${url}"`,
      {},
      { callbackUrls: [url] },
      'clients[0].callbackUrls[0]',
      /an app's own scheme/,
    ],
  ),
  ['a client id with a hyphen', {}, { clientId: 'my-web' }, 'clients[0].clientId', /1 to 128 letters/],
  [
    'an access token of a day and a second',
    {},
    { accessTokenSeconds: 86_401 },
    'clients[0].accessTokenSeconds',
    /86400/,
  ],
  [
    'a refresh token of ten years and a second',
    {},
    { refreshTokenSeconds: 315_360_001 },
    'clients[0].refreshTokenSeconds',
    /315360000/,
  ],
  [
    'a user in 101 groups',
    { users: [{ password: 'x', attributes: { email: 'a@b' }, groups: Array(101).fill('admins') }] },
    {},
    'users[0].groups',
    /100 groups/,
  ],
  [
    'an attribute of 2,049 characters',
    { users: [{ password: 'x', attributes: { email: 'a@b', name: 'x'.repeat(2049) } }] },
    {},
    'users[0].attributes.name',
    /2048/,
  ],
  [
    'two users of one sign-in name, whatever the case',
    { users: ['a@b', 'A@B'].map((email) => ({ password: 'x', attributes: { email } })) },
    {},
    'users[1]',
    /share this sign-in name/,
  ],
  [
    'a provider that is the pool itself',
    { identityProviders: ['COGNITO'] },
    {},
    'identityProviders[0]',
    /3 to 32/,
  ],
  [
    '26 resource servers',
    { resourceServers: Array.from({ length: 26 }, (_, index) => ({ identifier: `${index}`, scopes: [] })) },
    {},
    'resourceServers',
    /25 resource servers/,
  ],
  [
    '101 scopes of one resource server',
    { resourceServers: [{ identifier: 'notes', scopes: Array(101).fill('read') }] },
    {},
    'resourceServers[0].scopes',
    /100 scopes/,
  ],
  ['a member nobody knows', { colour: 'red' }, {}, '', /colour/],
]

describe('a config with', () => {
  it.each(refused)('%s is refused', (_what, pool, client, path, limit) => {
    const fault = faultsOf(config(pool, client)).find((candidate) => candidate.path === path)

    expect(fault?.message).toMatch(limit)
  })

  it('several faults names them all in one message', () => {
    const faulty = config({ poolId: 'pool' }, { accessTokenSeconds: 1 })

    expect(() => readConfig(faulty)).toThrow(/poolId: [^\n]+\n {2}clients\[0\]\.accessTokenSeconds: /)
  })

  it('a secret on a client for people is taken with a warning', () => {
    const [warning] = configWarnings(readConfig(config({}, { clientSecret: 's' })))

    expect(warning).toContain('"web"')
    expect(configWarnings(readConfig(config({})))).toEqual([])
  })
})
