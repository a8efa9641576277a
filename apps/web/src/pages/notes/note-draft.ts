import type { NewNote, Note } from '@lifeguard/api-contract'

/** What is typed into the form of a note. */
export interface NoteDraft {
  readonly title: string
  readonly text: string
  /** Separated by commas. */
  readonly tags: string
}

/** The name of a note's draft. */
export function draftName(note: Note | 'new'): string {
  return note === 'new' ? 'new-note' : `note-${note.id}`
}

/** What the form begins with. */
export function toDraft({ title, text, tags = [] }: NewNote | Note): NoteDraft {
  return { title, text, tags: tags.join(', ') }
}

/** What is sent; nothing is checked here. */
export function fromDraft({ title, text, tags }: NoteDraft): NewNote {
  return {
    title,
    text,
    tags: tags
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  }
}
