import { constants, sign } from 'node:crypto'
import { type Dice, signToken, stockUserClaims, type TestKey } from '../testing/index.ts'

/** What hostile tokens are made from. */
export interface Forge {
  readonly issuer: string
  readonly clientId: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** The key of the pool: the worst that can happen is that it signs what it should not. */
  readonly key: TestKey
  readonly foreignKey: TestKey
  /** A sound token, for defects that need no signature of their own: signing is what takes the time. */
  readonly good: string
}

/** A token with a known defect. */
export interface HostileToken {
  readonly token: string
  readonly defect: string
}

/** Makes a token that keeps the structure of a sound one, but for one defect; it must not be accepted. */
export function forgeToken(forge: Forge, dice: Dice): HostileToken {
  const [defect, make] = dice.pick(defects)
  return { defect, token: make(forge, dice) }
}

/** Makes a token that must be accepted: the twin of the hostile ones. */
export function soundToken(forge: Forge, dice: Dice): string {
  const header = { ...headerOf(forge), typ: dice.pick([undefined, 'JWT', 'at+jwt', 'AT+JWT']) }
  return signToken(header, { ...claimsOf(forge), [`custom:${anyText(dice)}`]: anyValue(dice) }, forge.key)
}

const defects: readonly [Defect, ...Defect[]] = [
  ['header', changeHeader],
  ['claim', changeClaim],
  ['json', breakJson],
  ['spelling', insertStray],
  ['bits', changeCharacter],
  ['shape', changeShape],
  ['signature', changeSignature],
  ['foreign key', (forge) => signToken(headerOf(forge), claimsOf(forge), forge.foreignKey)],
]

type Defect = readonly [name: string, make: (forge: Forge, dice: Dice) => string]

const headerOf = ({ key }: Forge) => ({ kid: key.keyId, alg: 'RS256' })
const claimsOf = (forge: Forge) => stockUserClaims(forge)

function changeHeader(forge: Forge, dice: Dice): string {
  const header = headerOf(forge)
  const { kid } = header
  const change = dice.pick<object>([
    {
      alg: dice.pick<unknown>([
        'none',
        'HS256',
        'PS256',
        'RS512',
        'ES256',
        'rs256',
        '',
        null,
        ['RS256'],
        256,
      ]),
    },
    { kid: dice.pick<unknown>([undefined, null, '', ` ${kid}`, kid.toLowerCase(), [kid], 7]) },
    { typ: dice.pick<unknown>(['dpop+jwt', 'id_token+jwt', 'logout+jwt', 1, null, '']) },
    { crit: dice.pick<unknown>([['b64'], ['exp'], [], 'x', null]) },
    {
      [dice.pick(['jwk', 'jku', 'x5u', 'x5c', 'x5t', 'zip', 'enc', 'cty', 'b64', anyText(dice)])]:
        anyValue(dice),
    },
  ])
  return signToken({ ...header, ...change }, claimsOf(forge), forge.key)
}

function changeClaim(forge: Forge, dice: Dice): string {
  const { issuer, clientId, now } = forge
  const seconds = now / 1000
  const [name, ...values] = dice.pick<[string, ...unknown[]]>([
    ['iss', undefined, null, `${issuer}/`, [issuer], issuer.toUpperCase(), {}],
    ['token_use', undefined, 'id', 'Access', ['access'], null],
    ['client_id', undefined, 'other', [clientId], `${clientId} `, null],
    ['exp', undefined, null, 0, -1, seconds - 3600, String(seconds + 300), 1e308, now, [seconds + 300]],
    ['iat', undefined, null, seconds + 3600, String(seconds), true],
    ['nbf', null, seconds + 3600, String(seconds), {}],
    ['sub', undefined, null, '', 1, ['sub'], {}],
    ['username', null, 1, ['jane'], {}],
    ['scope', null, 1, ['a'], {}],
    ['auth_time', undefined, null, 'now', {}],
    ['cognito:groups', null, 'admins', { admins: true }, [1], [['admins']]],
    ['aud', clientId, null, ['a', 1], {}, 'https://other.example'],
  ])
  const claims = { ...claimsOf(forge), [name]: values[dice.roll(values.length)] }
  return signToken(headerOf(forge), claims, forge.key)
}

function breakJson(forge: Forge, dice: Dice): string {
  const json = JSON.stringify(claimsOf(forge))
  const repeated = dice.pick(['exp', 'iss', 'sub', 'scope', 'token_use'])
  const broken = dice.pick<string | Buffer>([
    json.slice(0, 1 + dice.roll(json.length - 1)),
    `\uFEFF${json}`,
    `${json}${dice.pick(['x', '}', ',', '\0', '{}'])}`,
    `[${json}]`,
    json.replace('{', `{"${repeated}":${JSON.stringify(anyValue(dice))},`),
    json.replace('{', '{"__proto__":{"admin":true},'),
    `{"a":${'['.repeat(40)}${']'.repeat(40)},${json.slice(1)}`,
    Buffer.from(json, 'utf16le'),
    Buffer.concat([
      Buffer.from('{"a":"'),
      Buffer.from([0xc0 + dice.roll(64)]),
      Buffer.from(`",${json.slice(1)}`),
    ]),
  ])
  return signToken(headerOf(forge), broken, forge.key)
}

function insertStray({ good: token }: Forge, dice: Dice): string {
  const at = dice.roll(token.length + 1)
  return (
    token.slice(0, at) +
    dice.pick(['=', '+', '/', ' ', '\n', '\t', '%', '\0', 'é', '"', '.', ',']) +
    token.slice(at)
  )
}

function changeCharacter({ good: token }: Forge, dice: Dice): string {
  const at = dice.roll(token.length)
  const changed = token.slice(0, at) + dice.pick(['A', 'B', 'Q', '_', '-', '0', 'z']) + token.slice(at + 1)
  // What happens to be no change is cut instead.
  return changed === token ? token.slice(0, -1) : changed
}

function changeShape({ good: token }: Forge, dice: Dice): string {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const shape = dice.pick([
    [header],
    [header, payload],
    [header, payload, signature, header],
    [header, payload, signature, header, payload],
    [signature, payload, header],
    [header, signature, payload],
    ['', payload, signature],
    [header, '', signature],
    [header, payload, ''],
    [header + header, payload, signature],
    [anyText(dice), anyText(dice), anyText(dice)],
  ])
  return shape.join('.')
}

function changeSignature({ good: token, key }: Forge, dice: Dice): string {
  const signed = token.slice(0, token.lastIndexOf('.'))
  const good = Buffer.from(token.slice(signed.length + 1), 'base64url')
  const { privateKey } = key
  const bytes = Buffer.from(signed)
  const signature = dice.pick<() => Buffer>([
    () => sign(dice.pick(['RSA-SHA1', 'RSA-SHA384', 'RSA-SHA512']), bytes, privateKey),
    () => sign('RSA-SHA256', bytes, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING }),
    () => sign('RSA-SHA256', Buffer.from(signed.slice(0, -1)), privateKey),
    () => Buffer.concat([Buffer.alloc(1 + dice.roll(3)), good]),
    () => Buffer.concat([good, Buffer.alloc(1 + dice.roll(3))]),
    () => good.subarray(dice.roll(2), -1 - dice.roll(255)),
    () => Buffer.alloc(good.length, dice.pick([0, 1, 0xff])),
    () => Buffer.from(good).reverse(),
  ])()
  return `${signed}.${signature.toString('base64url')}`
}

function anyText(dice: Dice): string {
  return Array.from({ length: 1 + dice.roll(30) }, () => String.fromCharCode(33 + dice.roll(94))).join('')
}

function anyValue(dice: Dice): unknown {
  return dice.pick<unknown>([null, true, 0, '', [], {}, anyText(dice), [anyText(dice)], { a: anyText(dice) }])
}
