import { type NewNote, noteLimits } from '@lifeguard/api-contract'

/** What is wrong with a note, beside the field it concerns; `form` for what concerns none. */
export interface NoteFaults {
  readonly title?: string
  readonly text?: string
  readonly tags?: string
  readonly form?: string
}

interface FaultWords {
  readonly titleMissing: string
  titleTooLong(max: number): string
  textTooLong(max: number): string
  tagsNotAccepted(max: number, maxLength: number): string
  readonly notAccepted: string
}

/** Looks at a note before it is sent, with the limits of the contract. Its schema would find the same (18 KiB later). */
export function findNoteFaults({ title, text, tags = [] }: NewNote, words: FaultWords): NoteFaults {
  const { title: titleLimit, text: textLimit, tags: tagsLimit, tag: tagLimit } = noteLimits
  const tagsFit = tags.length <= tagsLimit && tags.every((tag) => tag.length <= tagLimit)
  return {
    ...(title === '' && { title: words.titleMissing }),
    ...(title.length > titleLimit && { title: words.titleTooLong(titleLimit) }),
    ...(text.length > textLimit && { text: words.textTooLong(textLimit) }),
    ...(!tagsFit && { tags: words.tagsNotAccepted(tagsLimit, tagLimit) }),
  }
}

/** Turns the issues of the API's answer into sentences for the form. */
export function readNoteFaults(issues: readonly { path: string }[], words: FaultWords): NoteFaults {
  const faults: { -readonly [Name in keyof NoteFaults]: string } = {}
  for (const { path } of issues) {
    const [member] = path.split('.')
    faults[member === 'title' || member === 'text' || member === 'tags' ? member : 'form'] = words.notAccepted
  }
  return faults
}
