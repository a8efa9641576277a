import type { Mail } from '../state/mailbox.ts'
import { type Html, html } from './html.ts'
import type { Page } from './page.ts'

/** `/_local/mail`: what Cognito would have mailed. The real one has no such page. */
export function mailboxPage(mails: readonly Mail[]): Page {
  return {
    title: 'Mailbox',
    body: html`<h1>Mailbox</h1>
<p class="lead">Mails that Cognito would have sent, newest first. <a href="/_local/mail">Reload</a></p>
${mails.length === 0 ? html`<p>Nothing yet.</p>` : html`<ol class="mails">${mails.map(toItem)}</ol>`}`,
  }
}

function toItem({ to, subject, text, link, sentAt }: Mail): Html {
  const time = new Date(sentAt)
  return html`<li>
<h2>${subject}</h2>
<p class="hint">to ${to} · <time datetime="${time.toISOString()}">${time.toLocaleTimeString('en-GB')}</time></p>
<p>${text}</p>
${link === undefined ? undefined : html`<p><a href="${link}">Confirm the account</a></p>\n`}</li>
`
}
