import assert from 'node:assert/strict'
import { Browser } from '../../src/testing/browser.ts'
import { authorizeUrl } from '../../src/testing/code-flow.ts'
import { section } from '../check.ts'
import { localOf } from '../steps.ts'
import type { Target } from '../target.ts'

export const signUpChecks = section('Signing up and forgotten passwords', [
  [
    'documented',
    'client',
    '`/signup` and `/forgotPassword` take the parameters of authorize',
    async (target) => {
      for (const path of ['/signup', '/forgotPassword']) {
        const url = authorizeUrl(target.domain, target.web)
        url.pathname = path
        assert.equal((await fetch(url)).status, 200)
      }
    },
  ],
  [
    'documented',
    'local',
    'The code of the mail confirms an account and signs the person in',
    async (target) => {
      const { browser, url, mail } = await signUp(target, 'by-code@example.com')
      url.pathname = '/confirm'
      const answer = await browser.submit(url, { code: codeIn(mail.text) })
      const back = new URL(answer.headers.get('location') ?? '')
      assert(back.href.startsWith(target.web.callbackUrl) && back.searchParams.has('code'))
    },
  ],
  [
    'documented',
    'local',
    'Before that the password signs nobody in: it leads to `/confirm`, and a new code is in the mail',
    async (target) => {
      const { mail } = await signUp(target, 'unconfirmed@example.com')
      const browser = new Browser()
      const url = await browser.redirectOf(authorizeUrl(target.domain, target.web))
      const answer = await browser.submit(url, { username: 'unconfirmed@example.com', password: 'Passw0rd!' })
      assert.match(answer.headers.get('location') ?? '', /^\/confirm\?/)
      assert(!browser.cookies.has('cognito'))
      const [newest] = localOf(target).pool.mails()
      assert(newest !== mail && newest?.to === 'unconfirmed@example.com')
    },
  ],
  [
    'documented',
    'local',
    'The link of the mail, `/confirmUser`, confirms it as well, and once',
    async (target) => {
      const { mail } = await signUp(target, 'by-link@example.com')
      const link = new URL(mail.link ?? '')
      assert.deepEqual([...link.searchParams.keys()], ['client_id', 'user_name', 'confirmation_code'])
      assert.equal((await fetch(link)).status, 200)
      assert.equal((await fetch(link)).status, 400)
      const back = await new Browser().signIn(authorizeUrl(target.domain, target.web), 'by-link@example.com')
      assert(back.searchParams.has('code'))
    },
  ],
  [
    'assumed',
    'local',
    'A link with another code, of nobody or of an unknown client confirms nothing',
    async (target) => {
      const { mail } = await signUp(target, 'by-nothing@example.com')
      const right = codeIn(mail.text)
      const wrong = right === '000000' ? '000001' : '000000'
      for (const [name, value] of [
        ['confirmation_code', wrong],
        ['user_name', 'nobody@example.com'],
        ['client_id', 'nobody0000000000000000000'],
      ] as const) {
        const link = new URL(mail.link ?? '')
        link.searchParams.set(name, value)
        assert.equal((await fetch(link)).status, 400)
      }
      assert.equal((await fetch(mail.link ?? '')).status, 200)
    },
  ],
  [
    'documented',
    'local',
    'A forgotten password brings a code to a verified address, and to no other',
    async (target) => {
      const { pool } = localOf(target)
      const before = pool.mails().length
      await forgetPassword(target, 'unverified@example.com')
      assert.equal(pool.mails().length, before)
      const { mail } = await forgetPassword(target, 'user@example.com')
      assert.equal(mail?.to, 'user@example.com')
    },
  ],
  [
    'documented',
    'local',
    'That code is good for an hour, and once',
    async (target) => {
      const { clock } = localOf(target).pool
      const { browser, choose, mail } = await forgetPassword(target, 'user@example.com')
      const code = codeIn(mail?.text ?? '')
      clock.advance(3_600_000)
      const late = await choose(code)
      clock.advance(-1)
      const cookies = [...browser.cookies]
      const inTime = await choose(code)
      for (const [name, value] of cookies) browser.cookies.set(name, value)
      const again = await choose(code)
      clock.setOffset(0)
      assert.deepEqual([late.status, inTime.status, again.status], [400, 302, 400])
    },
  ],
  [
    'assumed',
    'local',
    'After five wrong codes the right one is void',
    async (target) => {
      for (const [wrongOnes, status] of [
        [4, 302],
        [5, 400],
      ] as const) {
        const { choose, mail } = await forgetPassword(target, 'user@example.com')
        const right = codeIn(mail?.text ?? '')
        const wrong = right === '000000' ? '000001' : '000000'
        for (let count = 0; count < wrongOnes; count += 1) assert.equal((await choose(wrong)).status, 400)
        assert.equal((await choose(right)).status, status)
      }
    },
  ],
])

/** Asks for a new password; the newest mail of the pool, and how to choose one with a code. */
async function forgetPassword(target: Target, username: string) {
  const browser = new Browser()
  const url = authorizeUrl(target.domain, target.web)
  url.pathname = '/forgotPassword'
  await browser.submit(url, { username })
  url.pathname = '/confirmforgotPassword'
  const choose = (code: string) => browser.submit(url, { code, password: 'N3w-word!' })
  return { browser, choose, mail: localOf(target).pool.mails()[0] }
}

/** Somebody new, and the mail that the pool sent. */
async function signUp(target: Target, username: string) {
  const browser = new Browser()
  const url = authorizeUrl(target.domain, target.web)
  url.pathname = '/signup'
  const answer = await browser.submit(url, { username, password: 'Passw0rd!' })
  assert.match(answer.headers.get('location') ?? '', /^\/confirm\?/)
  const [mail] = localOf(target).pool.mails()
  assert(mail?.to === username)
  return { browser, url, mail }
}

function codeIn(text: string): string {
  return /\d{6}/.exec(text)?.[0] ?? 'no code'
}
