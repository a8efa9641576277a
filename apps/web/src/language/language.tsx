import { createContext, type ReactNode, use, useEffect, useState, useTransition } from 'react'
import { readStored, writeStored } from '../stored-choice.ts'
import { chooseLanguage, type Dictionary, type Language } from './dictionary.ts'

const LanguageContext = createContext<{ language: Language; setLanguage(language: Language): void } | null>(
  null,
)

/** Keeps the language of the app: the reader's stored choice, else what the browser asks for. */
export function LanguageProvider({ children }: { children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState(() => chooseLanguage(readStored('language'), navigator.languages))
  const [, startTransition] = useTransition()

  useEffect(() => {
    document.documentElement.lang = language
  }, [language])

  function choose(chosen: Language): void {
    // The page keeps its old words until the new ones are there.
    startTransition(() => setLanguage(chosen))
    writeStored('language', chosen)
  }

  return <LanguageContext value={{ language, setLanguage: choose }}>{children}</LanguageContext>
}

/** The language of the app, and how to change it. */
export function useLanguage(): { language: Language; setLanguage(language: Language): void } {
  const value = use(LanguageContext)
  if (value === null) throw new Error('Cannot read the language: wrap this component in <LanguageProvider>')
  return value
}

/** The words of one part of the app in the reader's language. */
export function useWords<Words>(words: Dictionary<Words>): Words {
  const { language } = useLanguage()
  return language === 'en' ? words.en : use(words.de())
}
