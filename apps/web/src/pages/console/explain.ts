import type { ConsoleWords } from './console-words.ts'
import type { ConsoleAnswer } from './send.ts'

/** Says in words why an answer is what it is, and what to do about it. */
export function explain({ status, refusal }: ConsoleAnswer, { why }: ConsoleWords): string {
  switch (refusal?.kind) {
    case 'token-missing':
      return why.noToken
    case 'token-refused':
      return why.invalidToken
    case 'sign-in-too-old':
      return why.signInTooOld(refusal.maxAgeSeconds)
    case 'scope-missing':
      return why.scopeMissing(refusal.scopes.join(' '))
    case 'forbidden':
      return why.forbidden
    case 'busy':
      return why.later(status, refusal.retryAfterSeconds)
    case undefined:
      return status < 300 ? why.success : (explanations(why).get(status) ?? why.internal)
  }
}

function explanations(why: ConsoleWords['why']): Map<number, string> {
  return new Map([
    [400, why.badRequest],
    [404, why.notFound],
    [405, why.methodNotAllowed],
    [406, why.notAcceptable],
    [409, why.stillRunning],
    [412, why.staleVersion],
    [413, why.tooLarge],
    [415, why.notJson],
    [422, why.doesNotFit],
    [428, why.versionRequired],
  ])
}
