/** What a child process can be asked: one method each, with one argument that survives JSON. */
export type Protocol = Record<string, (argument: never) => unknown>

/** The argument of one method of a protocol. */
export type Argument<P extends Protocol, Name extends keyof P> = Parameters<P[Name]>[0]

/** What one method of a protocol answers. */
export type Answer<P extends Protocol, Name extends keyof P> = Awaited<ReturnType<P[Name]>>

/** From parent to child. */
export interface QuestionMessage {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

/** From child to parent; the first one, `ready`, has id 0. */
export interface AnswerMessage {
  readonly id: number
  readonly answer?: unknown
  readonly error?: string
}
