import * as z from 'zod/mini'

/** A moment in UTC, ISO 8601. */
export const instant = z.iso.datetime()

/** How many items a page holds at most. */
export const limit = z._default(z.coerce.number<number | string>().check(z.int(), z.gte(1), z.lte(100)), 20)

/** The `nextCursor` of the page before. */
export const cursor = z.optional(z.string().check(z.minLength(1), z.maxLength(2_000)))

// PostgreSQL text holds every character but this one.
const withoutNul = z.refine<string>((value) => !value.includes('\0'), 'Must not contain the character U+0000')

/** Text that people type: without space around it, unless that is kept, and not longer than `max`. */
export function plainText({
  min = 0,
  max,
  keepSpace = false,
}: {
  min?: number
  max: number
  keepSpace?: boolean
}): z.ZodMiniString<string> {
  const text = keepSpace ? z.string() : z.string().check(z.trim())
  return text.check(z.minLength(min), z.maxLength(max), withoutNul)
}
