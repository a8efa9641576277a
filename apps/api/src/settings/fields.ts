import * as z from 'zod/mini'
import type { Format } from './formats.ts'

/** A variable that must be set. */
export function required({ test, mustBe }: Format): z.ZodMiniType<string, string> {
  return z.string({ error: 'is missing' }).check(z.refine(test, `must be ${mustBe}`))
}

/** A variable that may be unset; blank is not unset. */
export function optional(format: Format): z.ZodMiniType<string | undefined, string | undefined> {
  return z.optional(required(format))
}

/** One value of a format, or several separated by commas. */
export function severalOf({ test, mustBe }: Format): Format {
  return {
    test: (value) => value.split(',').every(test),
    mustBe: `${mustBe}, or several separated by commas, without spaces`,
  }
}

/** A variable that may be unset and is a whole number otherwise. */
export function wholeNumber<const Otherwise extends number | undefined>(bounds: {
  min: number
  max: number
  otherwise: Otherwise
}): z.ZodMiniType<number | Otherwise, string | undefined> {
  const { min, max, otherwise } = bounds
  const fits = (value: string) => /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max
  return z.pipe(
    z.optional(z.string().check(z.refine(fits, `must be a whole number from ${min} to ${max}`))),
    z.transform((value) => (value === undefined ? otherwise : Number(value))),
  )
}

/** A variable that may be unset and is one of a few words otherwise. */
export function choice<const Word extends string>(
  words: readonly Word[],
  { otherwise }: { otherwise: NoInfer<Word> },
): z.ZodMiniType<Word, Word | undefined> {
  return z._default(z.enum([...words], { error: `must be one of ${words.join(', ')}` }), otherwise)
}
