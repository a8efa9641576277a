import { sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createTestKey, createTestVerifier, signToken, stockUserClaims } from './testing/index.ts'

const now = 1_800_000_000_000
const verifier = createTestVerifier({ now: () => now })
const { issuer, clientId, key } = verifier
const stockHeader = { kid: key.keyId, alg: 'RS256' }
const claims = stockUserClaims({ issuer, clientId, now })
const good = signToken(stockHeader, claims, key)
const [headerPart = '', payloadPart = '', signaturePart = ''] = good.split('.')

/** Why the verifier refuses a token; null if it does not. */
async function reasonOf(token: string): Promise<string | null> {
  const verdict = await verifier.verify(token)
  return verdict.valid ? null : verdict.reason
}

const withHeader = (header: Record<string, unknown>) =>
  reasonOf(signToken({ ...stockHeader, ...header }, claims, key))
const withRawHeader = (header: string | Buffer) => reasonOf(signToken(header, claims, key))
const withRawPayload = (payload: string | Buffer) => reasonOf(signToken(stockHeader, payload, key))

/** Signs parts that are encoded already, so that their spelling is covered by the signature. */
const signedParts = (signed: string) =>
  `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key.privateKey).toString('base64url')}`

describe('the form of a token', () => {
  it('J-02, Q-23 knows one algorithm, and does not take it from the token', async () => {
    expect(await withHeader({ alg: 'RS256' })).toBe(null)

    for (const alg of [
      ...[
        'none',
        'NONE',
        'nOnE',
        '',
        null,
        ['RS256'],
        undefined,
        'rs256',
        'HS256',
        'HS384',
        'HS512',
        'PS256',
      ],
      ...['RS384', 'RS512', 'ES256', 'EdDSA', 'ES256K', 'RS256 '],
    ]) {
      expect(await withHeader({ alg }), `alg ${JSON.stringify(alg)}`).toBe('algorithm')
    }
  })

  it('J-05, Q-21 takes keys from the pool alone, and asks no address that a token names', async () => {
    let hits = 0
    const listener = createServer((_req, res) => {
      hits++
      res.end()
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => listener.once('listening', resolve))
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/keys`
    const attacker = createTestKey()

    for (const header of [{ jku: url }, { x5u: url }, { jwk: attacker.jwk }, { x5c: ['MIIB'] }]) {
      const named = { ...stockHeader, ...header }
      expect(await reasonOf(signToken(named, claims, attacker))).toBe('header')
      expect(await reasonOf(signToken(named, claims, key))).toBe('header')
    }
    expect(await reasonOf(signToken(stockHeader, claims, attacker))).toBe('signature')
    expect(await reasonOf(good)).toBe(null)
    expect(hits).toBe(0)
    await new Promise((resolve) => listener.close(resolve))
  })

  it('J-13 accepts no kind of token that names itself something else', async () => {
    for (const typ of [undefined, 'JWT', 'jwt', 'at+jwt', 'AT+JWT', 'application/at+jwt']) {
      expect(await withHeader({ typ }), `typ ${typ}`).toBe(null)
    }
    for (const typ of [
      'dpop+jwt',
      'logout+jwt',
      'secevent+jwt',
      'id_token+jwt',
      '',
      'at+jwt ',
      1,
      null,
      ['JWT'],
    ]) {
      expect(await withHeader({ typ }), `typ ${JSON.stringify(typ)}`).toBe('type')
    }
  })

  it('J-14, Q-27 knows no critical extension', async () => {
    for (const crit of [['x'], ['exp'], ['alg'], [], 'x', [1], ['b64']]) {
      expect(await withHeader({ crit }), `crit ${JSON.stringify(crit)}`).toBe('header')
    }
    expect(await withHeader({})).toBe(null)
  })

  it('J-15, Q-27 accepts no unencoded payload', async () => {
    expect(await withHeader({ b64: false })).toBe('header')
    expect(await withHeader({ b64: false, crit: ['b64'] })).toBe('header')
    expect(await withHeader({ b64: true })).toBe('header')
    expect(await withHeader({})).toBe(null)
  })

  it('J-16, Q-25 accepts three non-empty parts in the legal alphabet', async () => {
    for (const [defect, token] of [
      ['one part', headerPart],
      ['two parts', `${headerPart}.${payloadPart}`],
      ['four parts', `${good}.${signaturePart}`],
      ['five parts', `${good}.a.b`],
      ['leading dot', `.${good}`],
      ['trailing dot', `${good}.`],
      ['no header', `.${payloadPart}.${signaturePart}`],
      ['no payload', `${headerPart}..${signaturePart}`],
      ['no signature', `${headerPart}.${payloadPart}.`],
      ['nothing', ''],
      ['dots', '..'],
    ] as const) {
      expect(await reasonOf(token), defect).toBe('not-a-jws')
    }
    for (const stray of ['=', '==', '+', '/', ' ', '\t', '\n', '%3D', 'é', '．']) {
      expect(await reasonOf(good + stray), `${JSON.stringify(stray)} behind`).toBe('encoding')
      expect(await reasonOf(stray + good), `${JSON.stringify(stray)} before`).toBe('encoding')
      expect(await reasonOf(`${headerPart}.${payloadPart}${stray}.${signaturePart}`)).toBe('encoding')
    }
    expect(await reasonOf(good)).toBe(null)
  })

  it('J-16, Q-25 accepts one spelling of a token alone', async () => {
    const encodedTo = (remainder: number, value: object) => {
      for (let spaces = 0; ; spaces++) {
        const part = Buffer.from(JSON.stringify(value) + ' '.repeat(spaces)).toString('base64url')
        if (part.length % 4 === remainder) return part
      }
    }
    // The next character of the alphabet differs in the lowest bit, which the last byte does not need.
    const respelled = (part: string) =>
      part.slice(0, -1) + String.fromCharCode(part.charCodeAt(part.length - 1) + 1)

    for (const remainder of [2, 3]) {
      const part = encodedTo(remainder, claims)
      expect(Buffer.from(respelled(part), 'base64url')).toEqual(Buffer.from(part, 'base64url'))
      expect(await reasonOf(signedParts(`${headerPart}.${respelled(part)}`))).toBe('encoding')
      expect(await reasonOf(signedParts(`${headerPart}.${part}`))).toBe(null)
    }
    const header = encodedTo(2, stockHeader)
    expect(await reasonOf(signedParts(`${respelled(header)}.${payloadPart}`))).toBe('encoding')
    expect(await reasonOf(signedParts(`${header}.${payloadPart}`))).toBe(null)
    expect(await reasonOf(`${headerPart}.${payloadPart}.${respelled(signaturePart)}`)).toBe('encoding')
    expect(await reasonOf(`${good.slice(0, -5)}`)).toBe('encoding')
  })

  it('J-17, Q-25 reads UTF-8 and nothing else, without a byte order mark', async () => {
    const json = JSON.stringify(claims)
    const broken = Buffer.from(JSON.stringify({ ...claims, note: 'é' }))
    broken[broken.indexOf(0xc3)] = 0xff

    expect(await withRawPayload(broken)).toBe('json')
    expect(await withRawPayload(`\uFEFF${json}`)).toBe('json')
    expect(await withRawPayload(Buffer.from(json, 'utf16le'))).toBe('json')
    expect(await withRawHeader(Buffer.from(JSON.stringify(stockHeader), 'utf16le'))).toBe('json')
    expect(await withRawHeader(`\uFEFF${JSON.stringify(stockHeader)}`)).toBe('json')
    expect(
      await withRawHeader(Buffer.concat([Buffer.from([0xff]), Buffer.from(JSON.stringify(stockHeader))])),
    ).toBe('json')
    expect(await withRawPayload(JSON.stringify({ ...claims, note: 'é, 日本, 🏊' }))).toBe(null)
  })

  it('J-18, Q-26 accepts no member that is named twice', async () => {
    const twice = (object: object, name: string, value: unknown) =>
      JSON.stringify(object).replace('{', `{${JSON.stringify(name)}:${JSON.stringify(value)},`)

    expect(await withRawHeader(twice(stockHeader, 'alg', 'none'))).toBe('json')
    expect(await withRawHeader(twice(stockHeader, 'kid', 'other'))).toBe('json')
    for (const name of ['exp', 'iss', 'token_use', 'client_id'] as const) {
      expect(await withRawPayload(twice(claims, name, claims[name])), name).toBe('json')
    }
    expect(await withRawPayload(JSON.stringify(claims).replace('"exp"', '"\\u0065xp":1,"exp"'))).toBe('json')
    expect(await withRawPayload(`{"address":{"a":1,"a":2},${JSON.stringify(claims).slice(1)}`)).toBe('json')
    expect(await withRawPayload(twice(claims, 'address', { a: 'colons: {"b":1}', b: [{ a: 1 }] }))).toBe(null)
    expect(await withRawPayload(JSON.stringify({ ...claims, note: 'a "quoted: word, and a \\' }))).toBe(null)
    expect(await withRawPayload(JSON.stringify({ ...claims, note: '": ' }))).toBe(null)
  })

  it('J-19, Q-26 reads JSON objects of bounded depth', async () => {
    for (const json of [
      '[]',
      '[{}]',
      '"text"',
      'null',
      '1',
      'true',
      '',
      ' ',
      '{',
      '{}{}',
      `[${JSON.stringify(claims)}]`,
    ]) {
      if (json !== '') expect(await withRawPayload(json), `payload ${json}`).toBe('json')
      if (json !== '') expect(await withRawHeader(json), `header ${json}`).toBe('json')
    }
    const nested = (depth: number) =>
      `{"a":${'['.repeat(depth)}${']'.repeat(depth)},${JSON.stringify(claims).slice(1)}`
    expect(await withRawPayload(nested(1200))).toBe('json')
    expect(await withRawPayload(nested(16))).toBe('json')
    expect(await withRawPayload(nested(15))).toBe(null)
    expect(await withRawHeader(`{"kid":${'['.repeat(300)}${']'.repeat(300)},"alg":"RS256"}`)).toBe('json')
  })

  it('J-21, Q-24 looks at no more than 8,192 characters, and 1,024 of the header', async () => {
    const ofLength = (length: number) => {
      for (let padding = 5000; ; padding++) {
        for (const space of ['', ' ']) {
          const payload = JSON.stringify({ ...claims, padding: 'x'.repeat(padding) })
          const parts = [JSON.stringify(stockHeader) + space, payload].map((part) =>
            Buffer.from(part).toString('base64url'),
          )
          if (parts.join('.').length + 1 + signaturePart.length === length)
            return signedParts(parts.join('.'))
        }
      }
    }
    expect(ofLength(8192)).toHaveLength(8192)
    expect(await reasonOf(ofLength(8192))).toBe(null)
    expect(await reasonOf(ofLength(8193))).toBe('too-large')

    const typ = 'at+jwt'
    const spaced = (spaces: number) =>
      `{"kid":"${key.keyId}",${' '.repeat(spaces)}"typ":"${typ}","alg":"RS256"}`
    expect(await withRawHeader(spaced(600))).toBe(null)
    expect(await withRawHeader(spaced(800))).toBe('too-large')
  })

  it('J-22, Q-27 takes no encrypted, nested or JSON-serialised token for one of ours', async () => {
    const bomb = Buffer.from(
      JSON.stringify({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: 'AAAA', p2c: 2 ** 31 - 1 }),
    )

    const startedAt = process.threadCpuUsage()
    expect(await reasonOf(`${bomb.toString('base64url')}.AA.AA.AA.AA`)).toBe('not-a-jws')
    expect(await reasonOf(`${bomb.toString('base64url')}.AA.AA`)).toBe('header')
    expect(process.threadCpuUsage(startedAt).user).toBeLessThan(50_000)
    expect(await withHeader({ cty: 'JWT' })).toBe('header')
    expect(await reasonOf(signToken({ ...stockHeader, cty: 'JWT' }, good, key))).toBe('header')
    expect(await withRawPayload(JSON.stringify(good))).toBe('json')
    expect(
      await reasonOf(
        JSON.stringify({ protected: headerPart, payload: payloadPart, signature: signaturePart }),
      ),
    ).toBe('not-a-jws')
    expect(await reasonOf(good)).toBe(null)
  })

  it('K-01, Q-22 needs a key id that is a text of bounded length, and looks for nothing like it', async () => {
    for (const kid of [undefined, null, 1, [key.keyId], {}, '', 'k'.repeat(129), 'k'.repeat(700)]) {
      expect(await withHeader({ kid }), `kid ${JSON.stringify(kid)}`).toBe('key-id')
    }
    for (const kid of [
      key.keyId.toLowerCase(),
      `${key.keyId} `,
      '__proto__',
      'constructor',
      '../../x',
      "k1' OR 1=1",
    ]) {
      expect(await withHeader({ kid }), `kid ${kid}`).toBe('unknown-key')
    }
    expect(await withHeader({})).toBe(null)
  })
})
