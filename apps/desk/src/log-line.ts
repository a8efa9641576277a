/**
 * Makes a JSON log line readable in a terminal: what happened first, then the facts that matter to a developer.
 * Lines that are not JSON pass as they are.
 */
export function toLogLine(line: string): string {
  const entry = parse(line)
  if (entry === undefined) return line
  const what = text(entry.msg) ?? text(entry.event) ?? line
  const facts = ['method', 'path', 'status', 'reason', 'url', 'issuer', 'domain', 'durationMs', 'requestId']
    .filter((name) => entry[name] !== undefined && entry[name] !== what)
    .map((name) => `${name}=${String(entry[name])}`)
  return [what, ...facts].join('  ')
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
