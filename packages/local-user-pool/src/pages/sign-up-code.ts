import type { Pool } from '../pool.ts'
import type { Person } from '../state/people.ts'

/** Mails the code that proves the address. */
export function sendSignUpCode(pool: Pool, person: Person): void {
  const code = pool.verificationCodes.issue('sign-up', person.sub)
  pool.mailbox.send({
    to: person.attributes.email ?? person.username,
    subject: 'Your confirmation code',
    text: `Your confirmation code is ${code}`,
  })
}
