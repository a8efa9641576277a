/** What is wrong with a note, beside the field it concerns; `form` for what concerns none. */
export interface NoteFaults {
  readonly title?: string
  readonly text?: string
  readonly tags?: string
  readonly form?: string
}

interface Issue {
  readonly path: string | readonly PropertyKey[]
  readonly code?: string
}

interface FaultWords {
  readonly titleMissing: string
  readonly titleTooLong: string
  readonly textTooLong: string
  readonly tagsNotAccepted: string
  readonly notAccepted: string
}

/** Turns the issues of the schema, found here or in the API's answer, into sentences for the form. */
export function readNoteFaults(issues: readonly Issue[], words: FaultWords): NoteFaults {
  const faults: { -readonly [Name in keyof NoteFaults]: string } = {}
  for (const { path, code } of issues) {
    switch (typeof path === 'string' ? path.split('.')[0] : path[0]) {
      case 'title':
        faults.title ??= titleFault(code, words)
        break
      case 'text':
        faults.text ??= code === 'too_big' ? words.textTooLong : words.notAccepted
        break
      case 'tags':
        faults.tags ??= words.tagsNotAccepted
        break
      default:
        faults.form ??= words.notAccepted
    }
  }
  return faults
}

function titleFault(code: string | undefined, words: FaultWords): string {
  if (code === 'too_small') return words.titleMissing
  return code === 'too_big' ? words.titleTooLong : words.notAccepted
}
