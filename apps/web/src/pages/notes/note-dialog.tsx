import type { NewNote } from '@lifeguard/api-contract'
import type { ReactNode } from 'react'
import { SessionNotice } from '../../frame/session-notice.tsx'
import { useModal } from '../../frame/use-modal.ts'
import { useWords } from '../../language/language.tsx'
import { useDrafts } from '../../private/drafts.ts'
import { emptyDraft, toDraft } from './note-draft.ts'
import { NoteForm } from './note-form.tsx'
import { notesWords } from './notes-words.ts'
import { RivalVersion } from './rival-version.tsx'
import type { NoteWriting } from './use-note-writing.ts'

/** Writes a new note, or changes one. */
export function NoteDialog({
  writing: { note, draft, faults, rival },
  onSave,
  onClose,
}: {
  writing: NoteWriting
  onSave: (written: NewNote, version: number) => void
  onClose: () => void
}): ReactNode {
  const words = useWords(notesWords)
  // The `close` event may come as late as the next frame, after the answer to what was submitted: only Escape waits for it.
  const modal = useModal(onClose)
  const drafts = useDrafts()
  const title = note === 'new' ? words.newNote : words.editNote(note.title)
  const submitLabel = note === 'new' ? words.add : words.save

  return (
    <dialog
      {...modal}
      className={rival ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby="note-dialog-title"
    >
      <div className="stack stack-form">
        {/* Behind a modal dialog nothing can be reached, not even the way back in. */}
        <SessionNotice />
        <h2 id="note-dialog-title">{rival ? words.rival.title : title}</h2>
        {rival && <p role="alert">{words.rival.text}</p>}
        <div className={rival && 'versions'}>
          {rival && (
            <RivalVersion
              rival={rival}
              onTake={() => {
                drafts.discard(draft)
                onClose()
              }}
            />
          )}
          <div className="stack stack-form">
            {rival && <h3>{words.rival.yours}</h3>}
            <NoteForm
              name={draft}
              start={note === 'new' ? emptyDraft : toDraft(note, note.version)}
              startFaults={faults}
              submitLabel={rival ? words.rival.overwrite : submitLabel}
              onSubmit={(written, version) => {
                onSave(written, version)
                onClose()
              }}
              onCancel={onClose}
            />
          </div>
        </div>
      </div>
    </dialog>
  )
}
