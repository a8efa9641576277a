/** The languages of the app, named in themselves. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

/** The words of one part of the app: English at once, the other languages when somebody reads them. */
export interface Dictionary<Words> {
  readonly en: Words
  de(): Promise<Words>
}

/**
 * Declares the words of one part of the app. English decides which words there are, and the type of the German module
 * follows it: a word that is missing there, or takes other parameters, does not compile.
 */
export function dictionary<Words>(
  english: Words,
  loadGerman: () => Promise<{ words: Words }>,
): Dictionary<Words> {
  let german: Promise<Words> | undefined

  return {
    en: english,
    de() {
      german ??= loadGerman().then(({ words }) => words)
      return german
    },
  }
}

/** The stored choice, else the first language of the browser that the app speaks, else English. */
export function chooseLanguage(stored: string | null, preferred: readonly string[]): Language {
  for (const tag of [stored, ...preferred]) {
    const language = tag?.toLowerCase().split('-')[0]
    if (language === 'en' || language === 'de') return language
  }
  return 'en'
}
