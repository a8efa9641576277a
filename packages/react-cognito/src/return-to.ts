/**
 * Where a sign-in may lead back to: a path of this app with query and hash, never another origin.
 * Everything else becomes `/`: other origins, what a browser could read as one (`//host`, `/\host`), control
 * characters, and the paths in `never` (returning to the callback or to a sign-in page would loop).
 */
export function readReturnTo(value: unknown, origin: string, never: readonly string[]): string {
  if (typeof value !== 'string' || value.length > 2000 || !/^\/(?![/\\])/.test(value)) return '/'
  // Browsers drop tab and newline while they parse and read `\` as `/`: "/\t/host" would become "//host".
  if (hasUnsafeCharacter(value)) return '/'
  if (!URL.canParse(value, origin)) return '/'

  const url = new URL(value, origin)
  if (url.origin !== origin || url.pathname.startsWith('//')) return '/'
  if (never.includes(url.pathname.toLowerCase().replace(/\/+$/, ''))) return '/'
  return url.pathname + url.search + url.hash
}

function hasUnsafeCharacter(value: string): boolean {
  return [...value].some((character) => character <= ' ' || character === '\\' || character === '\u007f')
}
