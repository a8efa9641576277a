import { afterEach, describe, expect, it, vi } from 'vitest'
import { findBrowser } from './index.ts'

describe('findBrowser()', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('takes the program that CHROME_PATH names', async () => {
    vi.stubEnv('CHROME_PATH', process.execPath)

    expect(await findBrowser()).toBe(process.execPath)
  })

  it('tests in no other browser when CHROME_PATH leads nowhere', async () => {
    vi.stubEnv('CHROME_PATH', '/nowhere/chrome')

    await expect(findBrowser()).rejects.toThrow(
      'Cannot run the browser tests: CHROME_PATH "/nowhere/chrome" is no program',
    )
  })
})
