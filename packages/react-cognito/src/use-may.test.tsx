import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { signedInAs, signedInState } from './testing.tsx'
import { may, useMay } from './use-may.ts'

const admin = { email: 'admin@example.com', scopes: ['notes/read', 'notes/write'], groups: ['admins'] }

describe('may()', () => {
  it('asks for every scope and one of the groups', () => {
    const state = signedInState(admin)

    expect(may(state, { scopes: ['notes/read'], groups: ['admins'] })).toBe(true)
    expect(may(state, {})).toBe(true)
    expect(may(state, { scopes: ['notes/read', 'notes/delete'] })).toBe(false)
    expect(may(state, { groups: ['others', 'admins'] })).toBe(true)
    expect(may(state, { groups: ['others'] })).toBe(false)
    expect(may(state, { scopes: ['notes'] })).toBe(false)
  })

  it('allows nothing to somebody who is not signed in', () => {
    expect(may({ status: 'signed-out', reason: 'no-session' }, {})).toBe(false)
    expect(may({ status: 'ended', reason: 'expired' }, {})).toBe(false)
  })
})

function Tools() {
  return <p>{useMay({ groups: ['admins'] }) ? 'tools' : 'no tools'}</p>
}

describe('signedInAs()', () => {
  it('shows components to somebody of your choice', () => {
    const Admin = signedInAs(admin)
    const User = signedInAs({ email: 'user@example.com' })

    expect(
      renderToStaticMarkup(
        <Admin>
          <Tools />
        </Admin>,
      ),
    ).toBe('<p>tools</p>')
    expect(
      renderToStaticMarkup(
        <User>
          <Tools />
        </User>,
      ),
    ).toBe('<p>no tools</p>')
  })
})
