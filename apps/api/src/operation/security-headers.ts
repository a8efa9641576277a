import type { RequestHandler } from 'express'
import helmet from 'helmet'

/**
 * Headers for answers that are data and never a page. What helmet would add for pages and for browsers of the past is
 * left out. HSTS goes with https: a browser ignores it elsewhere (RFC 6797 §8.1).
 */
export function securityHeaders({ overHttps }: { overHttps: boolean }): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: overHttps && { maxAge: 63_072_000, includeSubDomains: true },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xContentTypeOptions: true,
    xFrameOptions: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    // Express is told not to send it at all.
    xPoweredBy: false,
  })
}
