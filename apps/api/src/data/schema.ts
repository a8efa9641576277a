import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core'

// A principal is an issuer and a subject, never an e-mail address or a user name: those change hands.
const principal = { issuer: text().notNull(), subject: text().notNull() }

const instant = () => timestamp({ withTimezone: true, precision: 3, mode: 'date' })

// The same column as ISO 8601, for what is read by the page: making a Date of each and a text of that again costs more
// than the query.
const isoInstant = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp (3) with time zone',
  fromDriver: toIso,
})

/** PostgreSQL's `2026-11-22 08:00:00.123+00` in ISO 8601; the rest is for other time zones and fractions that end in 0. */
function toIso(text: string): string {
  const isPlain = text.length === 26 && text.endsWith('+00')
  return isPlain ? `${text.slice(0, 10)}T${text.slice(11, 23)}Z` : new Date(text).toISOString()
}

export const notes = pgTable(
  'notes',
  {
    /** UUID version 7: in the order in which they were written. */
    id: uuid().primaryKey(),
    ...principal,
    title: text().notNull(),
    text: text().notNull(),
    tags: text().array().notNull().default(sql`'{}'`),
    archived: boolean().notNull().default(false),
    version: integer().notNull().default(1),
    createdAt: isoInstant().notNull(),
    updatedAt: isoInstant().notNull(),
  },
  (note) => [
    index('notes_of_principal').on(note.issuer, note.subject, note.id),
    index('notes_of_principal_by_update').on(note.issuer, note.subject, note.updatedAt, note.id),
  ],
)

export const accounts = pgTable(
  'accounts',
  {
    ...principal,
    /** UUID version 7: in the order in which they were opened. */
    id: uuid().notNull().unique(),
    email: text(),
    /** Expiry (seconds since 1970) of the latest access token with which userInfo gave no e-mail. */
    emailAskedUntil: bigint({ mode: 'number' }),
    displayName: text(),
    createdAt: instant().notNull(),
  },
  (account) => [primaryKey({ columns: [account.issuer, account.subject] })],
)

/** What a request under an idempotency key did, to be told again instead of being done again. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    ...principal,
    key: text().notNull(),
    /** SHA-256 of what was asked. */
    requestHash: text().notNull(),
    result: jsonb().notNull(),
    createdAt: instant().notNull(),
  },
  (entry) => [
    primaryKey({ columns: [entry.issuer, entry.subject, entry.key] }),
    index('idempotency_keys_by_age').on(entry.createdAt),
  ],
)

export const auditEntries = pgTable('audit_entries', {
  /** UUID version 7: in the order in which it happened. */
  id: uuid().primaryKey(),
  at: instant().notNull(),
  act: text().notNull(),
  endpoint: text().notNull(),
  reason: text(),
  ...principal,
  clientId: text().notNull(),
  requestId: text().notNull(),
})

/** Sign-ins and subjects whose access tokens are refused before they expire. */
export const deniedTokens = pgTable(
  'denied_tokens',
  {
    id: uuid().primaryKey(),
    kind: text({ enum: ['sign-in', 'subject'] }).notNull(),
    issuer: text().notNull(),
    /** `origin_jti` of a sign-in, or `sub` of a subject. */
    name: text().notNull(),
    /** Seconds since 1970, for subjects alone: sign-ins after it are welcome. */
    signedInUntil: bigint({ mode: 'number' }),
    /** By the clock of the database, which all instances share. */
    addedAt: instant().notNull().default(sql`clock_timestamp()`),
    until: instant().notNull(),
  },
  (entry) => [index('denied_tokens_by_time').on(entry.addedAt)],
)

/** How much of each caller's budget is spent; the columns are those of rate-limiter-flexible. */
export const rateLimits = pgTable('rate_limits', {
  key: varchar({ length: 255 }).primaryKey(),
  points: integer().notNull().default(0),
  /** Milliseconds since 1970. */
  expire: bigint({ mode: 'number' }),
})
