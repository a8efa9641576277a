/**
 * Whether an error says that the database cannot answer now, rather than that the query is wrong: no connection, a
 * full pool, a server that starts, stops or is overloaded. The query's fate is then unknown to the caller.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if ('code' in error && typeof error.code === 'string' && isUnavailableCode(error.code)) return true
  if (isSocketMissing(error)) return true
  if (unavailableMessages.some((message) => error.message.includes(message))) return true
  return isDatabaseUnavailable(error.cause)
}

// PostgreSQL, "Error Codes": class 08 is connection exceptions, class 53 insufficient resources, class 57 operator
// intervention (shutdown, starting up, a statement over its time). 25006 is a server that only reads: after a failover,
// until the connections to it are gone.
function isUnavailableCode(code: string): boolean {
  return /^(08|53|57)[0-9A-Z]{3}$/.test(code) || code === '25006' || networkCodes.has(code)
}

/** The socket of a server on this machine; any other file that is missing is another matter. */
function isSocketMissing(error: Error): boolean {
  return 'code' in error && error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
])

// node-postgres gives these no code.
const unavailableMessages = [
  'timeout exceeded when trying to connect',
  'Connection terminated',
  'Query read timeout',
  'Client has encountered a connection error',
]
