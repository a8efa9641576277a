import { html } from './html.ts'
import type { Language } from './language.ts'
import type { Page } from './page.ts'

const words = {
  en: {
    title: 'Something went wrong',
    lead: 'An error was encountered with the requested page.',
    goBack: 'Go back to the app and try again.',
    seeLog: 'Where the pool runs, its log says what exactly was wrong.',
    stale: 'This page was open for too long, or it did not come from here.',
    startAgain: 'Start again',
  },
  de: {
    title: 'Etwas ist schiefgegangen',
    lead: 'Bei der angeforderten Seite ist ein Fehler aufgetreten.',
    goBack: 'Gehen Sie zur App zurück und versuchen Sie es noch einmal.',
    seeLog: 'Was genau falsch war, steht im Protokoll des Pools.',
    stale: 'Diese Seite war zu lange offen, oder sie kam nicht von hier.',
    startAgain: 'Von vorn beginnen',
  },
} as const

const explanations: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    redirect_mismatch:
      'The callback URL of the app is not registered with its app client, character for character.',
    invalid_request:
      'The request does not fit the pool: an unknown app client, or a parameter that came twice.',
    'Required parameters missing':
      'The request lacks a parameter that it needs, or has one that is not registered.',
  },
  de: {
    redirect_mismatch:
      'Die Rückkehradresse der App ist bei ihrem App-Client nicht eingetragen, Zeichen für Zeichen.',
    invalid_request:
      'Die Anfrage passt nicht zum Pool: ein unbekannter App-Client, oder ein Parameter, der zweimal kam.',
    'Required parameters missing':
      'Der Anfrage fehlt ein Parameter, den sie braucht, oder sie hat einen, der nicht eingetragen ist.',
  },
}

/** Where a request ends that cannot go back to the app. The log of the pool has the details. */
export function errorPage(language: Language, error: string): Page {
  const { title, lead, goBack, seeLog } = words[language]
  return {
    title,
    language,
    body: html`<h1>${title}</h1>
<p class="lead">${lead}</p>
<p class="fault" role="alert"><code>${error}</code></p>
<p>${explanations[language][error] ?? goBack}</p>
<p>${seeLog}</p>`,
  }
}

/** A form that came too late, from another browser or from another site. */
export function staleFormPage(language: Language, loginUrl: string): Page {
  const { title, stale, startAgain } = words[language]
  return {
    title,
    language,
    body: html`<h1>${title}</h1>
<p class="lead">${stale}</p>
<p><a class="button" href="${loginUrl}">${startAgain}</a></p>`,
  }
}
