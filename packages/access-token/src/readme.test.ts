import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, expectTypeOf, it, vi } from 'vitest'
import { denyList, signOutDevice, verifier } from '../examples/deny-list.ts'
import { verifier as tellingVerifier } from '../examples/tell-why.ts'
import type { whoCalls } from '../examples/verify.ts'
import { stockUserClaims } from './testing/index.ts'

const folder = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(folder, file), 'utf8')
const readme = read('README.md')
const examples = [...readme.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)]

describe('the README', () => {
  it.each(examples.map(([, file = '', code = '']) => [file, code]))(
    'shows %s as it is compiled',
    (file, code) => {
      expect(code).toBe(read(file))
    },
  )

  it('shows no code that nobody checks', () => {
    expect(examples.length).toBeGreaterThanOrEqual(3)
    expect([...readme.matchAll(/^```ts$/gm)]).toEqual([])
    // Compiled and not run: it would call the pool.
    expectTypeOf<typeof whoCalls>().toEqualTypeOf<(token: string) => Promise<string>>()
  })

  it('explains every reason and every option', () => {
    const reasons = read('src/verdict.ts').matchAll(/^ {2}\| '([a-z-]+)'$/gm)
    const options = read('src/options.ts')
      .replace(/export interface Settings.*?^}/ms, '')
      .matchAll(/^ {2}readonly (\w+)\??:/gm)
    const names = [...reasons, ...options].map(([, name = '']) => name)

    expect(names.length).toBeGreaterThan(30)
    expect(names.filter((name) => !new RegExp(`\`(pools\\[\\]\\.)?${name}\``).test(readme))).toEqual([])
  })

  it('tells its reader why a token is refused', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})

    await tellingVerifier.verify('Bearer a.b.c')

    expect(warn.mock.calls).toEqual([['Access token refused: encoding']])
    warn.mockRestore()
  })

  it('has a deny-list that works', async () => {
    const issuer = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123'
    const claims = stockUserClaims({ issuer, clientId: 'web', now: Date.now() })

    await signOutDevice(issuer, claims.origin_jti ?? '')

    expect(await denyList.isRevoked(claims)).toBe(true)
    expect(await denyList.isRevoked({ ...claims, origin_jti: 'another' })).toBe(false)
    expect(verifier.readiness()).toEqual([{ issuer, keySet: 'none' }])
    verifier.close()
  })
})
