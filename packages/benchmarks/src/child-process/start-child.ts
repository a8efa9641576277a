import { fork } from 'node:child_process'
import type { Answer, AnswerMessage, Argument, Protocol, QuestionMessage } from './protocol.ts'

/** A process of ours on this machine. */
export interface Child<P extends Protocol, Ready> {
  /** What it said when it was ready. */
  readonly ready: Ready
  readonly ask: <Name extends keyof P & string>(
    name: Name,
    argument: Argument<P, Name>,
  ) => Promise<Answer<P, Name>>
  readonly stop: () => Promise<void>
}

export interface ChildOptions {
  readonly execArgv?: readonly string[]
  /** The command, and its arguments, that runs Node: see `onOneCore`. */
  readonly launcher?: readonly string[]
  readonly timeoutMs?: number
}

/** Starts a script that calls `answerParent()`, and waits at most `timeoutMs` until it is ready. */
export async function startChild<P extends Protocol, Ready>(
  script: string,
  argument: unknown,
  { execArgv = [], launcher = [], timeoutMs = 20_000 }: ChildOptions = {},
): Promise<Child<P, Ready>> {
  const [execPath = process.execPath, ...before] = [...launcher, process.execPath, ...execArgv]
  const child = fork(script, [JSON.stringify(argument)], {
    execPath,
    execArgv: before,
    // Peers log every refusal to stderr; a pipe that nobody reads would stop them.
    stdio: ['ignore', 'ignore', process.env.BENCH_STDERR === '1' ? 'inherit' : 'ignore', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0

  const answerTo = (id: number) =>
    new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))

  child.on('message', ({ id, answer, error }: AnswerMessage) => {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asked?.resolve(answer)
    else asked?.reject(new Error(`Cannot get an answer from "${script}": ${error}`))
  })
  const exited = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      for (const { reject } of waiting.values()) {
        reject(new Error(`Cannot get an answer from "${script}": it ended with ${signal ?? code}`))
      }
      waiting.clear()
      resolve()
    })
  })
  const stop = () => {
    child.kill('SIGKILL')
    return exited
  }

  const timer = setTimeout(stop, timeoutMs)
  const ready = await answerTo(0).finally(() => clearTimeout(timer))
  return {
    // Scripts and their callers share these types.
    ready: ready as Ready,
    async ask(name, argument) {
      const question: QuestionMessage = { id: ++lastId, name, argument }
      const answer = answerTo(question.id)
      child.send(question)
      return (await answer) as Answer<P, typeof name>
    },
    stop,
  }
}
