import { type CspReports, reportCspViolations } from '@lifeguard/api-contract'
import type { Mount } from '../http/mount.ts'
import type { Log } from '../log.ts'

interface Violation {
  readonly directive?: string | undefined
  readonly blocked?: string | null | undefined
  readonly document?: string | undefined
  readonly source?: string | null | undefined
  readonly line?: number | null | undefined
  readonly disposition?: string | undefined
}

/** Takes reports from browsers and writes each violation to the log. Nothing is stored, and anybody may make one up. */
export function mountCspReports(mount: Mount, log: Log): void {
  mount(reportCspViolations, ({ body }) => {
    for (const violation of toViolations(body)) log.warn({ event: 'csp-violation', ...toEntry(violation) })
  })
}

function toViolations(reports: CspReports): Violation[] {
  if (Array.isArray(reports)) {
    return reports
      .filter(({ type, body }) => type === 'csp-violation' && body !== null)
      .map(({ body }) => ({
        directive: body?.effectiveDirective,
        blocked: body?.blockedURL,
        document: body?.documentURL,
        source: body?.sourceFile,
        line: body?.lineNumber,
        disposition: body?.disposition,
      }))
  }
  const report = reports['csp-report']
  return [
    {
      directive: report['effective-directive'] ?? report['violated-directive'],
      blocked: report['blocked-uri'],
      document: report['document-uri'],
      source: report['source-file'],
      line: report['line-number'],
      disposition: report.disposition,
    },
  ]
}

function toEntry({ directive, blocked, document, source, line, disposition }: Violation) {
  return {
    directive: directive?.slice(0, 200),
    blocked: toPlace(blocked),
    document: toPlace(document),
    source: toPlace(source),
    line,
    disposition: disposition?.slice(0, 20),
  }
}

/** A URL without query and fragment, where codes and tokens travel; for others, such as `data:`, the scheme alone. */
function toPlace(reported: string | null | undefined): string | undefined {
  if (reported === null || reported === undefined) return undefined
  const url = URL.parse(reported)
  // Keywords such as "inline" and "eval".
  if (url === null) return /^[a-z-]{1,40}$/.test(reported) ? reported : 'unreadable'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return url.protocol
  return `${url.origin}${url.pathname}`.slice(0, 500)
}
