/** What a developer wants to see of a line, in this order. */
const facts = [
  'method',
  'route',
  'path',
  'status',
  'reason',
  'error',
  'url',
  'issuer',
  'domain',
  'durationMs',
  'requestId',
]

/**
 * Makes a JSON log line readable in a terminal: what happened first, then the facts that matter to a developer.
 * Lines that are not JSON pass as they are.
 */
export function toLogLine(line: string): string {
  const entry = parse(line)
  if (entry === undefined) return line
  const what = text(entry.msg) ?? text(entry.event) ?? line
  const told = facts
    .map((name) => [name, messageOf(entry[name])] as const)
    .filter(([, value]) => value !== undefined && value !== null && value !== what)
    .map(([name, value]) => `${name}=${String(value)}`)
  return [what, ...told].join('  ')
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line) as Record<string, unknown>
  } catch {
    return undefined
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** An error is logged as an object. */
function messageOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'message' in value ? value.message : value
}
