import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from './config/read-config.ts'
import { type RunningUserPool, startUserPool, type UserPoolOptions } from './start-user-pool.ts'
import { createUserPoolKeys, type UserPoolKeys } from './state/keys.ts'

let keys: UserPoolKeys
let pool: RunningUserPool
beforeAll(async () => {
  keys = await createUserPoolKeys()
  pool = await startUserPool({ keys })
})
afterAll(() => pool.close())

/** What a caller in plain JavaScript may do, whatever the types say. */
const startWith = (options: object) => startUserPool({ keys, ...options } as UserPoolOptions)
const never = (value: unknown) => value as never

describe('a pool that is started', () => {
  it('refuses options that there are not', async () => {
    await expect(startWith({ port: 9329, dataFolder: 'x' })).rejects.toThrow(
      'Cannot start a local user pool: there is no option "port", "dataFolder"; there are config, dataDir, issuerPort,',
    )
  })

  it('refuses one port for two origins', async () => {
    await expect(startWith({ issuerPort: 1, domainPort: 1 })).rejects.toThrow(
      'Cannot listen on port 1 twice: issuer and domain are two origins; give each a port of its own',
    )
    await expect(startWith({ issuerPort: 1, controlPort: 1 })).rejects.toThrow(
      'Cannot listen on port 1 twice',
    )
  })

  it('refuses keys that nobody has waited for', async () => {
    await expect(startWith({ keys: createUserPoolKeys() })).rejects.toThrow(
      'Cannot start a local user pool: keys must be what "await createUserPoolKeys()" gives',
    )
  })
})

describe('a token that is asked for', () => {
  const person = 'user@example.com'

  it('comes from a client that may have it', async () => {
    await expect(pool.accessTokenFor(person, { clientId: 'lifeguardmachine0000000001' })).rejects.toThrow(
      'Cannot make a token: the app client "lifeguardmachine0000000001" has no flow "code"',
    )
    await expect(pool.machineTokenFor('lifeguardweb00000000000001')).rejects.toThrow(
      'Cannot make a token: the app client "lifeguardweb00000000000001" has no flow "client_credentials"',
    )
  })

  it('is asked for in words that there are', async () => {
    await expect(pool.accessTokenFor(person, never({ scopes: 'notes/read' }))).rejects.toThrow(
      'Cannot make a token: there is no "scopes" to ask for; there are scope, clientId, authTime, claims',
    )
    await expect(pool.machineTokenFor('lifeguardmachine0000000001', never({ scope: ['a'] }))).rejects.toThrow(
      'Cannot make a token: scope must be a text, with spaces between the scopes',
    )
    await expect(pool.accessTokenFor(never(undefined))).rejects.toThrow(
      'Cannot make a token: the pool has no user "undefined"',
    )
  })
})

describe('the clock', () => {
  it('moves by numbers alone', () => {
    expect(() => pool.clock.advance(never('1h'))).toThrow(
      'Cannot move the clock: give milliseconds as a number',
    )
    expect(() => pool.clock.setOffset(Number.NaN)).toThrow('Cannot move the clock')
  })
})

describe('what a config or a plan lacks or has too much', () => {
  it('is said with the names that there are', () => {
    expect(() =>
      readConfig({ poolId: 'eu-west-1_Abc', clients: [{ clientId: 'web', flow: ['code'], scopes: [] }] }),
    ).toThrow(
      /clients\[0\]\.flows: It is missing; it must be an array\n.*clients\[0\]: There is no "flow" here; there are clientId, name, /s,
    )
    expect(() => readConfig('my-pool.json')).toThrow('the config: Invalid input: expected object')
    expect(() => pool.faults.set(never({ endpoint: { token: { status: 500 } } }))).toThrow(
      'There is no "endpoint" here; there are endpoints, ',
    )
    expect(() => pool.faults.set(never({ endpoints: { jwks: { status: 500 } } }))).toThrow(
      'There is no "jwks" here; there are ',
    )
  })
})

describe('a sign-out to nowhere', () => {
  it('is told with the sign-out URLs that there are', async () => {
    const sentences: string[] = []
    const talking = await startUserPool({ keys, log: (sentence) => sentences.push(sentence) })
    const client = 'lifeguardweb00000000000001'

    await fetch(`${talking.domain}/logout?client_id=${client}&logout_uri=https://app.example/bye`)
    await talking.close()

    expect(sentences).toEqual([
      `Sign-out refused (Required parameters missing): "https://app.example/bye" is not a sign-out URL of "${client}", ` +
        'character for character; registered: "http://localhost:5173/"',
    ])
  })
})
