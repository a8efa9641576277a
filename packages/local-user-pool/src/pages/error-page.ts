import { html } from './html.ts'
import type { Page } from './page.ts'

const explanations: Readonly<Record<string, string>> = {
  redirect_mismatch:
    'The callback URL of the app is not registered with its app client, character for character.',
  invalid_request:
    'The request does not fit the pool: an unknown app client, or a parameter that came twice.',
  'Required parameters missing':
    'The request lacks a parameter that it needs, or has one that is not registered.',
}

/** Where a request ends that cannot go back to the app. The log of the pool has the details. */
export function errorPage(error: string): Page {
  return {
    title: 'Something went wrong',
    body: html`<h1>Something went wrong</h1>
<p class="lead">An error was encountered with the requested page.</p>
<p class="fault" role="alert"><code>${error}</code></p>
<p>${explanations[error] ?? 'Go back to the app and try again.'}</p>
<p>Where the pool runs, its log says what exactly was wrong.</p>`,
  }
}

/** A form that came too late, from another browser or from another site. */
export function staleFormPage(startAgain: string): Page {
  return {
    title: 'Something went wrong',
    body: html`<h1>Something went wrong</h1>
<p class="lead">This page was open for too long, or it did not come from here.</p>
<p><a class="button" href="${startAgain}">Start again</a></p>`,
  }
}
