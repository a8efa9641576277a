import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RequestHandler, Response } from 'express'
import { type Html, html } from './html.ts'
import type { Language } from './language.ts'

const stylesheet = readFileSync(new URL('pool.css', import.meta.url), 'utf8')
const stylesheetPath = `/assets/pool.${createHash('sha256').update(stylesheet).digest('hex').slice(0, 12)}.css`

/** A page of the domain. */
export interface Page {
  readonly title: string
  readonly body: Html
  /** Default: English. */
  readonly language?: Language
  /** The callback URL to which submitting a form of this page may lead in the end. */
  readonly leadsTo?: string
}

/** Sends a page: HTML and one stylesheet, no script, and a policy that allows no more than that. */
export function sendPage(
  response: Response,
  status: number,
  { title, body, language = 'en', leadsTo }: Page,
): void {
  response
    .status(status)
    .set({
      'content-security-policy': toPolicy(leadsTo),
      'referrer-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
    .type('html')
    .send(toDocument(language, title, body).markup)
}

/** Serves the stylesheet under a name that changes with it. */
export const stylesheetRoute: { path: string; handler: RequestHandler } = {
  path: stylesheetPath,
  handler: (_request, response) => {
    response.set('cache-control', 'public, max-age=31536000, immutable').type('css').send(stylesheet)
  },
}

// A life ring.
const mark = html`<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2">
<circle cx="12" cy="12" r="10"/><circle cx="12" cy="12" r="4"/>
<path d="m5 5 4.2 4.2M14.8 14.8 19 19M19 5l-4.2 4.2M9.2 14.8 5 19"/></svg>`

const footer = {
  en: 'For development only. Nothing here reaches AWS.',
  de: 'Nur für die Entwicklung. Nichts hiervon erreicht AWS.',
} as const

function toDocument(language: Language, title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheetPath}">
</head>
<body>
<header class="mark">${mark} Lifeguard local pool</header>
<main class="card">
${body}
</main>
<footer><p class="note">${footer[language]}</p></footer>
</body>
</html>
`
}

/** Chromium applies `form-action` to the redirects after a form as well, so the callback has to be in it. */
function toPolicy(leadsTo: string | undefined): string {
  const callback = leadsTo === undefined ? undefined : URL.parse(leadsTo)
  const target = callback && (callback.origin === 'null' ? callback.protocol : callback.origin)
  return [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    `form-action 'self'${target ? ` ${target}` : ''}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
