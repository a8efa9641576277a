import { type ReactNode, useState } from 'react'
import { type Language, languages } from '../language/dictionary.ts'
import { useLanguage, useWords } from '../language/language.tsx'
import { readStored, writeStored } from '../stored-choice.ts'
import { frameWords } from './frame-words.ts'

/** Language and colours, in the footer of every page. */
export function Preferences(): ReactNode {
  const words = useWords(frameWords)
  const { language, setLanguage } = useLanguage()
  const [theme, setTheme] = useState(() => readStored('theme') ?? 'system')

  function chooseTheme(chosen: string): void {
    setTheme(chosen)
    if (chosen === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = chosen
    writeStored('theme', chosen === 'system' ? null : chosen)
  }

  return (
    <div className="preferences">
      <label>
        {words.language}
        <select
          className="select"
          value={language}
          onChange={(event) => setLanguage(event.target.value === 'de' ? 'de' : 'en')}
        >
          {(Object.keys(languages) as Language[]).map((tag) => (
            <option key={tag} value={tag} lang={tag}>
              {languages[tag]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {words.theme}
        <select className="select" value={theme} onChange={(event) => chooseTheme(event.target.value)}>
          <option value="system">{words.themes.system}</option>
          <option value="light">{words.themes.light}</option>
          <option value="dark">{words.themes.dark}</option>
        </select>
      </label>
    </div>
  )
}
