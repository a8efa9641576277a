import { useSession } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { SignInButton } from '../../frame/sign-in-button.tsx'
import { useWords } from '../../language/language.tsx'
import { consoleWords } from './console-words.ts'
import { explain } from './explain.ts'
import type { ConsoleAnswer } from './send.ts'

/** The answer, in words first. */
export function AnswerPanel({
  outcome,
  onNextPage,
}: {
  outcome: { answer: ConsoleAnswer } | { failure: 'no-answer' | 'session-over' } | undefined
  onNextPage: (cursor: string) => void
}): ReactNode {
  const words = useWords(consoleWords)

  return (
    <section
      className="card stack stack-form"
      aria-label={words.answer}
      aria-live="polite"
      hidden={outcome === undefined}
    >
      <h2>{words.answer}</h2>
      {outcome && 'failure' in outcome && (
        <p className="notice notice-danger">
          {outcome.failure === 'no-answer' ? words.noAnswer : words.sessionOver}
        </p>
      )}
      {outcome && 'answer' in outcome && <Answer answer={outcome.answer} onNextPage={onNextPage} />}
    </section>
  )
}

function Answer({
  answer,
  onNextPage,
}: {
  answer: ConsoleAnswer
  onNextPage: (cursor: string) => void
}): ReactNode {
  const words = useWords(consoleWords)
  const state = useSession()
  const cursor = nextCursorOf(answer.json)

  return (
    <>
      <p className="row">
        <strong className={answer.status < 300 ? 'tag tag-good' : 'tag tag-danger'}>
          {answer.status} {answer.statusText}
        </strong>
        <span className="soft small">{words.milliseconds(Math.round(answer.durationMs))}</span>
      </p>
      <p className="notice">{explain(answer, words)}</p>
      {answer.status === 401 && state.status === 'signed-in' && (
        <div className="row">
          <SignInButton className="button" prompt="login">
            {words.signInAgain}
          </SignInButton>
        </div>
      )}
      <details>
        <summary>{words.headers}</summary>
        <dl className="facts headers">
          {answer.headers.map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
      <h3>{words.body}</h3>
      {answer.text === '' ? (
        <p className="soft">{words.emptyBody}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long answer scrolls, and a keyboard must reach it
        <pre className="code" tabIndex={0}>
          {answer.json === undefined ? answer.text : JSON.stringify(answer.json, null, 2)}
        </pre>
      )}
      {cursor !== undefined && (
        <div className="row">
          <button type="button" className="button" onClick={() => onNextPage(cursor)}>
            {words.nextPage}
          </button>
        </div>
      )}
    </>
  )
}

function nextCursorOf(json: unknown): string | undefined {
  const cursor =
    typeof json === 'object' && json !== null && 'nextCursor' in json ? json.nextCursor : undefined
  return typeof cursor === 'string' ? cursor : undefined
}
