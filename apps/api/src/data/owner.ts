/** Whose rows: the only ones that a query can see. A principal fits. */
export interface Owner {
  readonly issuer: string
  readonly subject: string
}

/** The columns that say whose a row is, and nothing else of a principal. */
export function toOwner({ issuer, subject }: Owner): Owner {
  return { issuer, subject }
}
