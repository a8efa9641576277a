import { z } from 'zod'

/**
 * What is missing, why a name is none, and what is there too much with the names that there are; zod's own sentence for
 * all else.
 */
export const sayFault: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    const article = /^[aeiou]/.test(issue.expected) ? 'an' : 'a'
    return `It is missing; it must be ${article} ${issue.expected}`
  }
  if (issue.code === 'invalid_key') return issue.issues[0]?.message
  if (issue.code !== 'unrecognized_keys') return undefined
  const { inst } = issue
  if (inst instanceof z.ZodObject) return sayUnknown(issue.keys, Object.keys(inst.shape))
  if (!(inst instanceof z.ZodRecord && inst.keyType instanceof z.ZodEnum)) return undefined
  return sayUnknown(issue.keys, inst.keyType.options.map(String))
}

/** Names that mean nothing, beside those that do. */
function sayUnknown(names: readonly string[], known: readonly string[]): string {
  return `There is no ${names.map((name) => `"${name}"`).join(', ')} here; there are ${known.join(', ')}`
}
