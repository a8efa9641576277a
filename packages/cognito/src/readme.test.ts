import { expect, it } from 'vitest'
import { keySet, leave } from '../examples/sign-out-link.ts'
import example from '../examples/sign-out-link.ts?raw'
import readme from '../README.md?raw'

it('shows in the README what the example holds, and what comes of it', () => {
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``)
  expect(readme).toContain(`\`${leave}\``)
  expect(keySet).toBe(
    'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_AbCdEf123/.well-known/jwks.json',
  )
})
