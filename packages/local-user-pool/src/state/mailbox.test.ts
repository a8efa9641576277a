import { expect, it } from 'vitest'
import { createMailbox } from './mailbox.ts'

it('keeps the last hundred mails, newest first', () => {
  let now = 0
  const mailbox = createMailbox(
    () => now,
    () => {},
  )
  for (now = 1; now <= 101; now += 1) {
    mailbox.send({ to: 'ada@example.com', subject: `mail ${now}`, text: 'Hello' })
  }

  const mails = mailbox.mails()

  expect(mails).toHaveLength(100)
  expect([mails[0], mails[99]]).toMatchObject([
    { subject: 'mail 101', sentAt: 101 },
    { subject: 'mail 2', sentAt: 2 },
  ])
})
