import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino'
import { describeError } from './operation/describe-error.ts'

/** Structured log lines: `log.info({ event: 'listening', url })`. Never a token, code or secret among them. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

// The second lock on a closed door: nothing that logs here is handed a token, but an error message may quote one. Every
// part of a JSON Web Token that is an object begins with `{"`, in base64url `eyJ`.
const tokens = /eyJ[\w-]{8,}(?:\.[\w-]*)*/g

/** Writes one JSON object a line, to standard output unless told otherwise. */
export function createLog(level: string, destination: DestinationStream = standardOutput()): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    // Not by "errorKey": for that one, pino repeats the error's own message beside what the serializer made of it.
    serializers: { error: describeError },
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: (line: string) => line.replaceAll(tokens, '[redacted]') },
  }
  return pino(options, destination)
}

// At once: the last lines of a process that ends are those that one wants to read, and in their order.
function standardOutput(): DestinationStream {
  return pino.destination({ dest: 1, sync: true })
}
