import type { Person } from '../state/people.ts'
import type { Visit } from './visit.ts'

/** Mails the code that proves the address, and a link that does the same. */
export function sendSignUpCode({ pool, authorize }: Visit, person: Person): void {
  const code = pool.verificationCodes.issue('sign-up', person.sub)
  const query = new URLSearchParams({
    client_id: authorize.client.clientId,
    user_name: person.username,
    confirmation_code: code,
  })
  pool.mailbox.send({
    to: person.attributes.email ?? person.username,
    subject: 'Your confirmation code',
    text: `Your confirmation code is ${code}`,
    link: `${pool.domain}/confirmUser?${query}`,
  })
}
