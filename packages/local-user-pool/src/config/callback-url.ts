const loopbackHosts = ['localhost', '127.0.0.1', '[::1]']

/**
 * Why Cognito would refuse this callback or sign-out URL; undefined when it would not.
 * Source: Cognito CloudFormation reference, `CallbackURLs`: absolute, no fragment, https except on loopback hosts.
 */
export function callbackUrlFault(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null) return 'Cognito takes absolute URLs only'
  if (/\s/.test(url)) return 'Cognito takes no URL with a space'
  if (url.includes('#')) return 'Cognito takes no URL with a fragment'
  if (url.includes('*')) return 'Cognito takes no wildcard; write every URL out'
  if (url.length > 1024) return 'Cognito takes URLs of at most 1024 characters'
  if (['javascript:', 'data:', 'blob:', 'file:'].includes(parsed.protocol)) {
    return `Cognito takes https, http on a loopback host, or an app's own scheme, not "${parsed.protocol}"`
  }
  if (parsed.protocol === 'http:' && !loopbackHosts.includes(parsed.hostname)) {
    return 'Cognito takes http only for localhost, 127.0.0.1 and [::1]; use https'
  }
  return undefined
}
