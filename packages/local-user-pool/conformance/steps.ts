import assert from 'node:assert/strict'
import { Browser } from '../src/testing/browser.ts'
import {
  authorizeUrl,
  decode,
  type FlowClient,
  obtainCode,
  postForm,
  readJson,
  redeem,
} from '../src/testing/code-flow.ts'
import type { LocalTarget, Machine, Target } from './target.ts'

type Fields = Readonly<Record<string, string>>

/** Asks to sign in, with these parameters changed; nobody is signed in. Where the answer leads. */
export async function askToSignIn(
  target: Target,
  parameters: Readonly<Record<string, string | undefined>> = {},
): Promise<URL> {
  return await new Browser().redirectOf(authorizeUrl(target.domain, target.web, parameters))
}

/** The error of a callback, after checking that it is the app's callback. */
export function callbackError(target: Target, back: URL): string | null {
  assert.equal(`${back.origin}${back.pathname}`, target.web.callbackUrl)
  return back.searchParams.get('error')
}

export function personOf(target: Target): { username: string; password: string } {
  assert(target.person !== undefined)
  return target.person
}

export function localOf(target: Target): LocalTarget {
  assert(target.local !== undefined)
  return target.local
}

export function machineOf(target: Target): Machine {
  assert(target.machine !== undefined)
  return target.machine
}

export async function codeFor(
  target: Target,
  options: {
    client?: FlowClient
    browser?: Browser
    parameters?: Readonly<Record<string, string | undefined>>
  } = {},
): Promise<string> {
  const { client = target.web, ...rest } = options
  return await obtainCode(target.domain, client, { ...personOf(target), ...rest })
}

export interface Tokens {
  readonly members: Record<string, unknown>
  readonly access: string
  readonly id: string
  readonly refresh: string
}

/** Signs in and redeems the code. */
export async function signIn(
  target: Target,
  options: {
    client?: FlowClient
    browser?: Browser
    parameters?: Readonly<Record<string, string | undefined>>
  } = {},
): Promise<Tokens> {
  const client = options.client ?? target.web
  return toTokens(await redeem(target.domain, client, await codeFor(target, options)))
}

export async function toTokens(response: Response): Promise<Tokens> {
  const members = await readJson(response)
  assert.equal(response.status, 200, JSON.stringify(members))
  return {
    members,
    access: String(members.access_token),
    id: String(members.id_token),
    refresh: String(members.refresh_token),
  }
}

export async function refresh(target: Target, refreshToken: string, fields: Fields = {}): Promise<Response> {
  return await postForm(`${target.domain}/oauth2/token`, {
    grant_type: 'refresh_token',
    client_id: target.web.clientId,
    refresh_token: refreshToken,
    ...fields,
  })
}

/** A machine's token request with Basic credentials. */
export async function machineToken(target: Target, fields: Fields = {}): Promise<Response> {
  const { clientId, secret, scope } = machineOf(target)
  return await fetch(`${target.domain}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: toBasic(clientId, secret) },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope, ...fields }),
  })
}

/** RFC 6749 §2.3.1: both halves form-encoded. */
export function toBasic(clientId: string, secret: string): string {
  const [user = '', word = ''] = [clientId, secret].map((half) =>
    new URLSearchParams({ half }).toString().slice(5),
  )
  return `Basic ${Buffer.from(`${user}:${word}`).toString('base64')}`
}

export async function userInfo(target: Target, accessToken: string): Promise<Response> {
  return await fetch(`${target.domain}/oauth2/userInfo`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
}

export async function revoke(target: Target, token: string, fields: Fields = {}): Promise<Response> {
  return await postForm(`${target.domain}/oauth2/revoke`, {
    token,
    client_id: target.web.clientId,
    ...fields,
  })
}

/** An OAuth error with this status and name. */
export async function assertError(response: Response, status: number, error: string): Promise<void> {
  const members = await readJson(response)
  assert.deepEqual({ status: response.status, error: members.error }, { status, error })
}

/** Where a refused request ends: the error page of the domain. */
export function assertDomainError(target: Target, at: URL, error: string): void {
  assert.equal(at.origin, target.domain)
  assert.equal(at.pathname, '/error')
  assert.equal(at.searchParams.get('error'), error)
}

export function headerOf(token: string): Record<string, unknown> {
  return decode(`.${token.split('.')[0]}`)
}
