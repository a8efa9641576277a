import { User } from 'oidc-client-ts'
import { describe, expect, it, vi } from 'vitest'
import { createStateHolder } from '../state-holder.ts'
import type { LentSession, TabMessage } from '../tab-channel.ts'
import { followOtherTabs } from './other-tabs.ts'

const settings = {
  issuer: 'https://issuer.example/pool',
  domain: 'https://auth.example.com',
  clientId: 'client',
  scope: 'openid',
  redirectUri: 'https://app.example.com/callback',
  signOutUri: 'https://app.example.com/',
}

/** A tab in which nobody is signed in, and what it said and did when it heard another one. */
function openTab() {
  const holder = createStateHolder()
  const listeners = new Set<(message: TabMessage) => void>()
  const posted: TabMessage[] = []
  const begin = vi.fn(async () => undefined)
  const nobody = async () => undefined
  const hear = followOtherTabs({
    settings,
    channel: {
      post: (message) => void posted.push(message),
      listen(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    possession: { held: () => null, known: () => null, take: nobody, drop: nobody },
    holder,
    stay: {
      begin,
      renew: () => Promise.reject(new Error('Nobody asked for a renewal')),
      tryToRenew: nobody,
      subject: () => null,
      isOver: () => false,
      end: nobody,
      cutShort: nobody,
    },
  })
  function lend(): void {
    const asked = posted.find((message) => message.kind === 'ask')
    for (const listener of listeners) listener({ kind: 'lend', id: asked?.id ?? '', lent: lentSession() })
  }
  return { holder, hear, lend, begin }
}

function lentSession(): LentSession {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: settings.issuer,
    aud: settings.clientId,
    sub: 'subject',
    token_use: 'id',
    'cognito:username': 'subject',
    auth_time: now,
    iat: now,
    exp: now + 3600,
  }
  const [header, payload] = [{ alg: 'RS256' }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  )
  const id_token = `${header}.${payload}.signature`
  const user = new User({ id_token, access_token: id_token, token_type: 'Bearer', profile: claims })
  return {
    issuer: settings.issuer,
    session: 'a',
    generation: 1,
    subject: 'subject',
    scope: 'openid',
    refreshToken: 'refresh-token',
    user: user.toStorageString(),
  }
}

describe('a tab that hears of a sign-in', () => {
  const signedIn = { kind: 'signed-in', session: 'a', subject: 'subject' } as const

  it('begins with what it is lent', async () => {
    const { holder, hear, lend, begin } = openTab()
    holder.publish({ status: 'signed-out', reason: 'came-back' })

    const heard = hear(signedIn)
    lend()
    await heard

    expect(begin).toHaveBeenCalledTimes(1)
  })

  it.each(['redirecting', 'signing-out'] as const)(
    'begins with nothing when it is %s by the time that it is lent something',
    async (reason) => {
      const { holder, hear, lend, begin } = openTab()
      holder.publish({ status: 'signed-out', reason: 'came-back' })

      const heard = hear(signedIn)
      holder.publish({ status: 'signed-out', reason })
      lend()
      await heard

      expect(begin).not.toHaveBeenCalled()
    },
  )
})
