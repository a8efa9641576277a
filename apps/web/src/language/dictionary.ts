/** The languages of the app, named in themselves. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

/** The words of one part of the app in every language. */
export type Dictionary<Words> = Readonly<Record<Language, Words>>

/**
 * Declares the words of one part of the app. English decides which words there are: a language that misses one, or
 * takes other parameters, does not compile.
 */
export function dictionary<Words>(words: { en: Words; de: NoInfer<Words> }): Dictionary<Words> {
  return words
}

/** The stored choice, else the first language of the browser that the app speaks, else English. */
export function chooseLanguage(stored: string | null, preferred: readonly string[]): Language {
  for (const tag of [stored, ...preferred]) {
    const language = tag?.toLowerCase().split('-')[0]
    if (language === 'en' || language === 'de') return language
  }
  return 'en'
}
