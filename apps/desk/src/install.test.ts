import { expect, it } from 'vitest'
import { installFault } from './install.mjs'

it('names the remedy for a home that cannot be written, where npm suggests "sudo chown"', () => {
  const output = 'npm error code EACCES\nnpm error path /home/me/.npm/_cacache'

  expect(installFault(243, output)).toMatch(/^Cannot install: .* set npm_config_cache to another one$/)
  expect(installFault(1, 'ERR_PNPM_OUTDATED_LOCKFILE')).toMatch(/^Cannot install: pnpm ended with code 1/)
})
