import { checkPrimeSync, generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createTestKey } from '../testing/index.ts'
import { admitKeys } from './admit-keys.ts'

const good = createTestKey({ keyId: 'good' })
const bad = createTestKey({ keyId: 'bad' })

/** What is said of a key that lies beside a good one; null if it is admitted. */
async function refusalOf(jwk: unknown): Promise<string | null> {
  const { keys, refused } = await admitKeys({ keys: [jwk, good.jwk] }, new Map())
  expect(keys.has('good')).toBe(true)
  expect(keys.size + refused.length).toBe(2)
  return refused[0]?.why ?? null
}

describe('admitKeys()', () => {
  it('K-03, Q-20 admits sound RSA keys alone, and a good key beside any other', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const { n } = bad.jwk
    const secret = { ...privateKey.export({ format: 'jwk' }), kid: 'bad' }
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' })

    const defects: Record<string, Record<string, unknown>> = {
      'it is not for signatures': {
        'another use': { ...bad.jwk, use: 'enc' },
        'no known use': { ...bad.jwk, use: null },
      },
      'it is not for verifying': {
        'another operation': { ...bad.jwk, key_ops: ['encrypt'] },
        'operations that are no list': { ...bad.jwk, key_ops: 'verify' },
      },
      'it is for another algorithm': {
        'another algorithm': { ...bad.jwk, alg: 'PS256' },
        'a weaker algorithm': { ...bad.jwk, alg: 'RS1' },
      },
      'it is not an RSA key': {
        'a curve': { ...curve, kid: 'bad' },
        'a point off the curve': { ...curve, kid: 'bad', x: curve.y },
        'a secret': { kty: 'oct', kid: 'bad', k: 'AAAA', alg: 'RS256' },
        'another type': { ...bad.jwk, kty: 'EC' },
        'no type': { ...bad.jwk, kty: undefined },
      },
      'it holds private members': {
        'a private key': secret,
        ...Object.fromEntries(
          ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].map((name) => [name, { ...bad.jwk, [name]: 'AQAB' }]),
        ),
      },
      'its exponent is not 65537': {
        'exponent 1': { ...bad.jwk, e: 'AQ' },
        'exponent 3': { ...bad.jwk, e: 'Aw' },
        'an exponent spelled otherwise': { ...bad.jwk, e: 'AAEAAQ' },
        'no exponent': { ...bad.jwk, e: undefined },
      },
      'its modulus is not between 2048 and 4096 bits long': {
        '1024 bits': createTestKey({ keyId: 'bad', bits: 1024 }).jwk,
        '2047 bits': {
          ...bad.jwk,
          n: Buffer.concat([Buffer.from([0x7f]), randomOdd(255)]).toString('base64url'),
        },
        '4097 bits': {
          ...bad.jwk,
          n: Buffer.concat([Buffer.from([1]), randomOdd(512)]).toString('base64url'),
        },
      },
      'its modulus is even': {
        'an even modulus': { ...bad.jwk, n: Buffer.alloc(256, 0xfe).toString('base64url') },
      },
      'its modulus is malformed': {
        'a leading zero': {
          ...bad.jwk,
          n: Buffer.concat([Buffer.alloc(1), randomOdd(256)]).toString('base64url'),
        },
        'a modulus with junk': { ...bad.jwk, n: `${n}!` },
        'a modulus with padding': { ...bad.jwk, n: `${n}==` },
        'no modulus': { ...bad.jwk, n: undefined },
        'a modulus that is no text': { ...bad.jwk, n: [n] },
      },
      'its modulus can be factored (CVE-2017-15361)': {
        'a modulus that can be factored': { ...bad.jwk, n: rocaModulus() },
      },
      'it has no usable kid': {
        'no kid': { ...bad.jwk, kid: undefined },
        'an empty kid': { ...bad.jwk, kid: '' },
        'a kid that is no text': { ...bad.jwk, kid: 1 },
        'a kid too long': { ...bad.jwk, kid: 'k'.repeat(129) },
      },
      'it is not an object': {
        'a text': 'key',
        null: null,
        'a list': [bad.jwk],
      },
    }
    for (const [why, jwks] of Object.entries(defects)) {
      for (const [defect, jwk] of Object.entries(jwks)) expect(await refusalOf(jwk), defect).toBe(why)
    }
    expect(await refusalOf(bad.jwk)).toBe(null)
    expect(await refusalOf({ kty: 'RSA', kid: 'bad', n, e: 'AQAB' })).toBe(null)
    expect(
      await refusalOf({ ...bad.jwk, key_ops: ['verify'], use: 'sig', alg: 'RS256', 'x5t#S256': 'x' }),
    ).toBe(null)
    expect(await refusalOf(createTestKey({ keyId: 'bad', bits: 3072 }).jwk)).toBe(null)
  }, 30_000)

  it('K-02, Q-19 uses no key whose id two keys have, and the others', async () => {
    const twin = createTestKey({ keyId: 'bad' })

    const { keys, refused } = await admitKeys({ keys: [bad.jwk, good.jwk, twin.jwk] }, new Map())

    expect([...keys.keys()]).toEqual(['good'])
    expect(refused).toEqual([{ keyId: 'bad', why: 'two keys have this kid' }])
  })

  it('reads a list of at most twenty keys', async () => {
    const list = (length: number) => ({
      keys: Array.from({ length }, (_, i) => ({ ...good.jwk, kid: `k${i}` })),
    })

    expect((await admitKeys(list(20), new Map())).keys.size).toBe(20)
    await expect(admitKeys(list(21), new Map())).rejects.toThrow('it holds more than 20 keys')
    await expect(admitKeys({}, new Map())).rejects.toThrow('it has no list of keys')
    await expect(admitKeys({ keys: {} }, new Map())).rejects.toThrow('it has no list of keys')
  })
})

function randomOdd(length: number): Buffer {
  const bytes = randomBytes(length)
  bytes[0] = 0xff
  bytes[length - 1] = 0xff
  return bytes
}

/** A modulus as the faulty generator made them: its primes are k * M + 65537^a mod M, with M the product of many small primes. */
function rocaModulus(): string {
  const smallPrimes = Array.from({ length: 702 }, (_, i) => BigInt(i)).filter(
    (i) => i > 1n && checkPrimeSync(i),
  )
  const product = smallPrimes.slice(0, 126).reduce((a, b) => a * b)
  const prime = (): bigint => {
    for (;;) {
      const power = modularPower(65537n, BigInt(`0x${randomBytes(8).toString('hex')}`), product)
      const k = BigInt(`0x${randomBytes(6).toString('hex')}`)
      const candidate = ((3n << 1022n) / product + k) * product + power
      if (checkPrimeSync(candidate)) return candidate
    }
  }
  const hex = (prime() * prime()).toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
}

function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (let power = base, rest = exponent; rest > 0n; rest >>= 1n, power = (power * power) % modulus) {
    if (rest & 1n) result = (result * power) % modulus
  }
  return result
}
