/** A mail that Cognito would have sent. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** What the mail asks to open, where it does. */
  readonly link?: string
  /** Milliseconds since 1970. */
  readonly sentAt: number
}

/** The mails of this run, newest first; the last hundred of them. */
export interface Mailbox {
  send(mail: Omit<Mail, 'sentAt'>): void
  mails(): readonly Mail[]
}

export function createMailbox(now: () => number, log: (sentence: string) => void): Mailbox {
  let mails: readonly Mail[] = []
  return {
    send(mail) {
      mails = [{ ...mail, sentAt: now() }, ...mails].slice(0, 100)
      log(`Mail to ${mail.to}: ${mail.text}${mail.link === undefined ? '' : `, or open ${mail.link}`}`)
    },
    mails: () => mails,
  }
}
