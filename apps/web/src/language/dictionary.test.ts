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
  it('does not compile when a language misses a word', () => {
    // @ts-expect-error German has no "close"
    dictionary({ en: { open: 'Open', close: 'Close' }, de: { open: 'Öffnen' } })
  })
})
