import { createTestVerifier } from '@lifeguard/access-token/testing'
import { expect, it } from 'vitest'

const verifier = createTestVerifier()

it('lets editors in', async () => {
  const token = verifier.signAccessToken({ scope: 'notes/write', 'cognito:groups': ['editors'] })

  const verdict = await verifier.verify(token)

  expect(verdict).toMatchObject({ valid: true, principal: { kind: 'user', groups: ['editors'] } })
})

it('refuses what has expired', async () => {
  const token = verifier.signAccessToken({ iat: 1000, exp: 2000 })

  expect(await verifier.verify(token)).toEqual({ valid: false, reason: 'expired' })
})
