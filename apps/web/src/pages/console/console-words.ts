import { dictionary } from '../../language/dictionary.ts'

const english = {
  title: 'API console',
  lead: 'Every endpoint of the API, as its contract declares it. Call one, and see why it answers or refuses.',
  endpoints: 'Endpoints',
  endpoint: 'Endpoint',
  demands: 'What it asks of you',
  publicEndpoint: 'Nothing: anybody may call this, without an access token.',
  demand: {
    token: 'A valid access token',
    scope: (name: string) => `The scope “${name}”`,
    groups: (names: string) => `Membership in ${names}`,
    user: 'A person, not a machine',
    machine: 'A machine, not a person',
    recent: (minutes: number) => `A sign-in within the last ${minutes} minutes`,
  },
  have: { yes: 'You have it', no: 'You lack it' },
  yourClaims: 'Your claims',
  request: 'Request',
  noFields: 'This endpoint takes no input.',
  parts: { params: 'Path', query: 'Query', body: 'Body', header: 'Headers' },
  optional: 'optional',
  leaveOut: 'Leave out',
  commaSeparated: 'Separated by commas',
  emptyIsNull: 'Empty means null',
  between: (low: number | undefined, high: number | undefined) =>
    low === undefined ? `At most ${high}` : `From ${low} to ${high}`,
  newKey: 'New key',
  sendAs: 'Send',
  credentials: {
    own: 'with your access token',
    none: 'without an access token',
    spoiled: 'with a spoiled access token',
  },
  send: 'Send request',
  sending: 'Sending…',
  curl: 'As curl',
  copy: 'Copy',
  copyWithToken: 'Copy with access token',
  copied: 'Copied',
  copiedToken: 'Copied, with your access token: treat it like a password',
  answer: 'Answer',
  noAnswer: 'No answer came. The API or the network may be down, or the API refuses this origin.',
  sessionOver: 'Your session is over: sign in again to send your access token.',
  milliseconds: (ms: number) => `${ms} ms`,
  headers: 'Headers',
  body: 'Body',
  emptyBody: 'No body',
  nextPage: 'Next page',
  signInAgain: 'Sign in again',
  why: {
    success: 'It worked.',
    badRequest:
      'The request is malformed: a parameter does not fit, or the body is not JSON. The issues say where.',
    noToken:
      'No access token was sent, so the challenge carries no error code: it only says that one is wanted, and where to read who issues them.',
    invalidToken:
      'The API does not accept this access token: it has expired, was altered, comes from another user pool or app client, or its session was ended. Which of these, only the API’s log says, under the request id.',
    signInTooOld: (seconds: number) =>
      `Your access token is good, but this action wants a sign-in that is at most ${Math.round(seconds / 60)} minutes old. Sign in again, and it will work.`,
    scopeMissing: (scope: string) =>
      `Your access token is good, but carries no scope “${scope}”. A scope is granted at sign-in, to the app: ask for it there.`,
    forbidden:
      'You are known, and this is not for you: the endpoint wants a group or a kind of caller that you are not; “What it asks of you” says which. There is no challenge, since no other access token of yours would change that.',
    notFound: 'There is no such thing of yours. What belongs to somebody else looks the same from here.',
    methodNotAllowed: 'This path exists, with other methods. The Allow header names them.',
    notAcceptable: 'The API has no representation that the Accept header allows.',
    stillRunning: 'A request with this Idempotency-Key is still running. Wait for it.',
    staleVersion:
      'Somebody changed it since you read it: the version in If-Match is not the present one. Read it again.',
    tooLarge: 'The body is larger than the API takes.',
    notJson: 'The body must be sent as application/json.',
    doesNotFit: 'The body is JSON, but does not fit the schema. The issues say what and where.',
    versionRequired: 'Send the ETag of what you have read in If-Match, so that nobody’s change is lost.',
    later: (status: number, seconds: number) =>
      `${status === 429 ? 'Too many requests.' : 'The API cannot judge your access token or reach its data right now; that is not your fault.'} Try again in ${seconds} s.`,
    internal: 'Something went wrong in the API. Its log has the details, under the request id.',
  },
}

export type ConsoleWords = typeof english

export const consoleWords = dictionary(english, () => import('./console-words.de.ts'))
