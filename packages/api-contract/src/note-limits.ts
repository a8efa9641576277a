/** How long the parts of a note may be, in characters, and how many tags it may have; for forms that do without schemas. */
export const noteLimits = { title: 200, text: 20_000, tag: 50, tags: 20 } as const
