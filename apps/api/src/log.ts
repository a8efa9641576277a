import { type Logger, pino, stdTimeFunctions } from 'pino'

/** Structured log lines: `log.info({ event: 'listening', url })`. Never a token, code or secret among them. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error' | 'fatal'>

/** Writes one JSON object a line to standard output. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    errorKey: 'error',
    formatters: { level: (label) => ({ level: label }) },
  })
}
