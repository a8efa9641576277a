import * as z from 'zod/mini'
import { defineEndpoint } from './endpoint.ts'

const Text = z.string().check(z.maxLength(8_192))
const Place = z.optional(z.nullable(z.number()))

/** As `report-uri` sends it (CSP Level 2 §4.4). */
const LegacyCspReport = z.object({
  'csp-report': z.object({
    'document-uri': z.optional(Text),
    'blocked-uri': z.optional(Text),
    'effective-directive': z.optional(Text),
    'violated-directive': z.optional(Text),
    'source-file': z.optional(z.nullable(Text)),
    'line-number': Place,
    disposition: z.optional(Text),
  }),
})

/** As `report-to` sends it (CSP Level 3 §5.4), in a list with reports of other kinds (Reporting API §3.1). */
const QueuedReport = z.object({
  type: Text,
  body: z.nullable(
    z.object({
      documentURL: z.optional(Text),
      blockedURL: z.optional(z.nullable(Text)),
      effectiveDirective: z.optional(Text),
      sourceFile: z.optional(z.nullable(Text)),
      lineNumber: Place,
      disposition: z.optional(Text),
    }),
  ),
})

/** What browsers report about the web app's Content-Security-Policy. */
export const CspReports = z.union([LegacyCspReport, z.array(QueuedReport).check(z.maxLength(20))])
export type CspReports = z.infer<typeof CspReports>

export const reportCspViolations = defineEndpoint({
  name: 'reportCspViolations',
  tag: 'System',
  method: 'POST',
  path: '/csp-reports',
  summary: "Report violations of the web app's Content-Security-Policy, as browsers do",
  access: 'public',
  body: CspReports,
  bodyTypes: ['application/csp-report', 'application/reports+json'],
  answer: { status: 204, body: null },
  example: {
    body: {
      'csp-report': {
        'document-uri': 'https://app.example.com/notes',
        'blocked-uri': 'inline',
        'effective-directive': 'script-src-elem',
      },
    },
  },
})
