import type { Note } from '@lifeguard/api-contract'
import type { ReactNode } from 'react'
import { Timestamp } from '../../frame/timestamp.tsx'
import { useWords } from '../../language/language.tsx'
import { notesWords } from './notes-words.ts'

/** What somebody else has saved while the person was writing, and the way to leave it at that. */
export function RivalVersion({ rival, onTake }: { rival: Note; onTake: () => void }): ReactNode {
  const words = useWords(notesWords)

  return (
    <section className="rival" aria-labelledby="rival-title">
      <div className="row row-apart">
        <h3 id="rival-title">{words.rival.saved}</h3>
        <Timestamp time={rival.updatedAt} />
      </div>
      <div className="rival-note">
        <p className="rival-name" dir="auto">
          {rival.title}
        </p>
        <p className="note-text" dir="auto">
          {rival.text || <span className="soft">{words.rival.noText}</span>}
        </p>
        {rival.tags.length > 0 && (
          <div className="row">
            {rival.tags.map((tag) => (
              <span key={tag} className="tag">
                <bdi>{tag}</bdi>
              </span>
            ))}
          </div>
        )}
      </div>
      <button type="button" className="button" onClick={onTake}>
        {words.rival.take}
      </button>
    </section>
  )
}
