import type { AnswerMessage, Protocol, QuestionMessage } from './protocol.ts'

/** In a child: tells the parent that it is ready, answers its questions, and ends when the parent goes. */
export function answerParent<P extends Protocol>(ready: unknown, methods: P): void {
  const send = (message: AnswerMessage) => process.send?.(message)

  process.on('message', async ({ id, name, argument }: QuestionMessage) => {
    try {
      // The parent asks by the same protocol type, so the name exists and the argument fits it.
      send({ id, answer: await (methods[name] as (argument: unknown) => unknown)(argument) })
    } catch (error) {
      send({ id, error: String(error) })
    }
  })
  process.on('disconnect', () => process.exit())
  send({ id: 0, answer: ready })
}
