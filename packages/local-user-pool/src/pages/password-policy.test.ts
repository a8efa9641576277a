import { expect, it } from 'vitest'
import { passwordFault } from './password-policy.ts'

it.each([
  ['Passw0rd!', undefined],
  ['Pass 0rd', undefined],
  [`Passw0rd!${'x'.repeat(247)}`, undefined],
  ['Passw0!', 'The password needs at least 8 characters.'],
  [`Passw0rd!${'x'.repeat(248)}`, 'The password needs at most 256 characters.'],
  ['passw0rd!', 'The password needs an upper case letter.'],
  ['PASSW0RD!', 'The password needs a lower case letter.'],
  ['Password!', 'The password needs a number.'],
  ['Passw0rd', 'The password needs a symbol.'],
  ['', /at least 8 characters, an upper case letter, a lower case letter, a number, a symbol\.$/],
])('says what %j lacks: %s', (password, fault) => {
  const said = passwordFault('en', password)

  if (fault instanceof RegExp) expect(said).toMatch(fault)
  else expect(said).toBe(fault)
})
