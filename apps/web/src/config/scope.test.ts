import { scopes } from '@lifeguard/api-contract'
import { expect, it } from 'vitest'
import { scope } from './scope.ts'

// The app itself does not import them: the contract as a value would bring its schemas into the first download.
it('asks for every scope of the contract', () => {
  expect(scope.split(' ')).toEqual(expect.arrayContaining(Object.keys(scopes)))
})
