import type { NewNote, Note } from '@lifeguard/api-contract'

/** What is typed into the form of a note. */
export interface NoteDraft {
  readonly title: string
  readonly text: string
  /** Separated by commas. */
  readonly tags: string
  /** Which version of the note it began with; 0 for a new one. */
  readonly version: number
}

/** What the form of a new note begins with. */
export const emptyDraft: NoteDraft = { title: '', text: '', tags: '', version: 0 }

/** The name of a note's draft. */
export function draftName(note: Note | 'new'): string {
  return note === 'new' ? 'new-note' : `note-${note.id}`
}

/** A name that no draft has, for a new note that could not be saved: the next one may be in the dialog by then. */
export function nameAnotherNew(): string {
  return `${draftName('new')}-${crypto.randomUUID()}`
}

/** Whether a draft of this name is of a new note. */
export function isOfNewNote(name: string): boolean {
  return name.startsWith(draftName('new'))
}

/** What the form begins with, or what is typed again after it was submitted. */
export function toDraft({ title, text, tags = [] }: NewNote | Note, version: number): NoteDraft {
  return { title, text, tags: tags.join(', '), version }
}

/** What is sent; nothing is checked here. */
export function fromDraft({ title, text, tags }: NoteDraft): NewNote {
  return {
    title: title.trim(),
    text,
    tags: tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  }
}
