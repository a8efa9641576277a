import { type ReactNode, startTransition, useEffect, useOptimistic, useState } from 'react'
import { useWords } from '../../language/language.tsx'
import type { NoteFilter } from './note-filter.ts'
import { notesWords } from './notes-words.ts'

/** Finds notes: by words, by tag, in the archive. */
export function NoteFilterBar({
  filter,
  onChange,
}: {
  filter: NoteFilter
  onChange: (filter: NoteFilter) => void
}): ReactNode {
  const words = useWords(notesWords)
  // The router takes its time; a switch that is pressed moves at once.
  const [shown, show] = useOptimistic(filter.archived)

  function choose(archived: boolean): void {
    startTransition(() => {
      show(archived)
      onChange({ ...filter, archived })
    })
  }

  return (
    <search className="filter-bar">
      <SearchBox
        key={filter.archived ? 'archive' : 'current'}
        search={filter.search}
        onSearch={(search) => onChange({ ...filter, search })}
      />
      <fieldset className="segments">
        <legend className="visually-hidden">{words.which}</legend>
        {[false, true].map((archived) => (
          <label key={String(archived)}>
            <input
              type="radio"
              name="archived"
              checked={shown === archived}
              onChange={() => choose(archived)}
            />
            <span>{archived ? words.inArchive : words.active}</span>
          </label>
        ))}
      </fieldset>
      {filter.tag !== '' && (
        <button
          type="button"
          className="tag tag-button"
          aria-label={words.clearTag(filter.tag)}
          onClick={() => onChange({ ...filter, tag: '' })}
        >
          {words.withTag(filter.tag)} <span aria-hidden="true">×</span>
        </button>
      )}
    </search>
  )
}

const searchAfterMs = 250

// Asks when the typing pauses, and not for every letter.
function SearchBox({ search, onSearch }: { search: string; onSearch: (search: string) => void }): ReactNode {
  const words = useWords(notesWords)
  const [typed, setTyped] = useState(search)

  useEffect(() => {
    if (typed.trim() === search) return
    const timer = setTimeout(onSearch, searchAfterMs, typed.trim())
    return () => clearTimeout(timer)
  }, [typed, search, onSearch])

  return (
    <input
      className="input"
      type="search"
      aria-label={words.search}
      placeholder={words.search}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}
