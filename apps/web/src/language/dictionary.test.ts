import { describe, expect, it } from 'vitest'
import { chooseLanguage, dictionary } from './dictionary.ts'

describe('chooseLanguage()', () => {
  it('prefers the stored choice', () => {
    expect(chooseLanguage('de', ['en-GB'])).toBe('de')
  })

  it('takes the first language of the browser that the app speaks', () => {
    expect(chooseLanguage(null, ['fr-FR', 'de-AT', 'en'])).toBe('de')
  })

  it('falls back to English', () => {
    expect(chooseLanguage('tlh', ['fr'])).toBe('en')
  })
})

describe('dictionary()', () => {
  it('does not compile when German misses a word', () => {
    // @ts-expect-error German has no "close"
    dictionary({ open: 'Open', close: 'Close' }, async () => ({ words: { open: 'Öffnen' } }))
  })

  it('loads German once, and only when it is read', async () => {
    let loads = 0
    const words = dictionary({ open: 'Open' }, async () => {
      loads++
      return { words: { open: 'Öffnen' } }
    })
    expect(loads).toBe(0)

    await Promise.all([words.de(), words.de()])

    expect(loads).toBe(1)
  })
})
