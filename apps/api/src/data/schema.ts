import { bigint, index, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core'

// A principal is an issuer and a subject, never an e-mail address or a user name: those change hands.
const principal = { issuer: text().notNull(), subject: text().notNull() }

const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })

export const notes = pgTable(
  'notes',
  {
    /** UUID version 7: in the order in which they were written. */
    id: uuid().primaryKey(),
    ...principal,
    title: text().notNull(),
    text: text().notNull(),
    version: integer().notNull().default(1),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
  },
  (note) => [index('notes_of_principal').on(note.issuer, note.subject, note.id)],
)

export const accounts = pgTable(
  'accounts',
  {
    ...principal,
    email: text(),
    /** Expiry (seconds since 1970) of the latest access token with which userInfo gave no e-mail. */
    emailAskedUntil: bigint({ mode: 'number' }),
    createdAt: instant().notNull(),
  },
  (account) => [primaryKey({ columns: [account.issuer, account.subject] })],
)
