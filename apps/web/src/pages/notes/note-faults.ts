/** What is wrong with a note, beside the field it concerns; `form` for what concerns none. */
export interface NoteFaults {
  readonly title?: string
  readonly text?: string
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
  readonly notAccepted: string
}

/** Turns the issues of the schema, here or in the API's answer, into sentences for the form. */
export function readNoteFaults(issues: readonly Issue[], words: FaultWords): NoteFaults {
  const faults: { title?: string; text?: string; form?: string } = {}
  for (const { path, code } of issues) {
    const field = String(typeof path === 'string' ? path.split(/[./]/).findLast(Boolean) : path[0])
    if (field === 'title') faults.title ??= titleFault(code, words)
    else if (field === 'text') faults.text ??= code === 'too_big' ? words.textTooLong : words.notAccepted
    else faults.form ??= words.notAccepted
  }
  return faults
}

function titleFault(code: string | undefined, words: FaultWords): string {
  if (code === 'too_small') return words.titleMissing
  return code === 'too_big' ? words.titleTooLong : words.notAccepted
}
