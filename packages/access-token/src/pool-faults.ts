import type { AcceptedPool } from './options.ts'

const form = 'https://cognito-idp.{region}.amazonaws.com/{poolId}'
const members = ['issuer', 'clientIds', 'thirdPartyClientIds', 'resource', 'requireResource']

/** What makes no sense in the pools, whatever their type says: they may come from plain JavaScript or a file. */
export function poolFaults(pools: unknown): string[] {
  if (!Array.isArray(pools)) return ['pools must be a list, as in [{ issuer, clientIds }]']
  if (pools.length === 0) return ['name at least one pool']
  const issuers = new Set<unknown>()
  return pools.flatMap((pool: Partial<AcceptedPool> | null) => {
    const issuer = pool?.issuer
    const again = issuers.has(issuer) ? [`the pool "${issuer}" is named twice`] : []
    issuers.add(issuer)
    return [...again, ...faultsOf(pool ?? {})]
  })
}

function faultsOf(pool: Partial<AcceptedPool>): string[] {
  const { issuer, clientIds, thirdPartyClientIds = [], resource, requireResource = false } = pool
  const faults: string[] = []
  const wrong = issuerFault(issuer)
  if (wrong !== null) faults.push(`"${issuer}" is not the issuer of a pool: ${wrong}`)
  if (clientIds !== null && !(areTexts(clientIds) && clientIds.length > 0)) {
    faults.push(`"${issuer}" needs clientIds, a list of texts, or null to accept every app client`)
  }
  if (!areTexts(thirdPartyClientIds)) {
    faults.push(`thirdPartyClientIds of "${issuer}" must be a list of texts`)
  }
  if (resource === '') faults.push(`the resource of "${issuer}" is empty`)
  if (requireResource && typeof resource !== 'string') {
    faults.push(`"${issuer}" requires a resource and does not name it: set resource`)
  }
  const unknown = Object.keys(pool).filter((name) => !members.includes(name))
  return [...faults, ...unknown.map((name) => `"${issuer}" has no option "${name}"`)]
}

function issuerFault(issuer: unknown): string | null {
  if (typeof issuer !== 'string' || !/^https?:\/\//.test(issuer) || !URL.canParse(issuer)) {
    return `write it as a text such as ${form}`
  }
  const { protocol, hostname, pathname, href } = new URL(issuer)
  if (hostname.endsWith('.amazoncognito.com')) {
    return `it is the domain, where people sign in; the issuer is ${form}`
  }
  if (issuer.includes('/.well-known/')) return 'leave out "/.well-known/…"'
  // Who sits between us and the pool chooses our keys.
  if (protocol === 'http:' && !isLoopback(hostname))
    return 'write https; plain http is for loopback hosts alone'
  if (pathname === '/') return `it names no pool, as the domain does; the issuer is ${form}`
  if (issuer.endsWith('/')) return 'leave out the slash at its end'
  if (href !== issuer || /[?#@\s]/.test(issuer)) return 'write it as it stands in "iss"'
  return null
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function areTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((text) => typeof text === 'string' && text !== '')
}
