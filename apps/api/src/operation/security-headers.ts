import { reportCspViolations } from '@lifeguard/api-contract'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/**
 * Headers for answers that are data and never a page. What helmet would add for pages and for browsers of the past is
 * left out. HSTS goes with https: a browser ignores it elsewhere (RFC 6797 §8.1).
 */
export function securityHeaders({ overHttps }: { overHttps: boolean }): RequestHandler {
  const setHeaders = helmet({
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

  return (req, res, next) => {
    setHeaders(req, res, (error) => {
      // The web app's pages send reports across origins; a browser that may not take the answer calls that an error.
      if (req.path === reportCspViolations.path) res.set('Cross-Origin-Resource-Policy', 'cross-origin')
      next(error)
    })
  }
}
