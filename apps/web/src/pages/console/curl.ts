import type { ConsoleRequest } from './console-request.ts'

/**
 * The request as a line for a shell. Without `accessToken` it reads the token from a variable of the shell, so that
 * the line can be shown and passed on; `null` means that none is sent.
 */
export function toCurl({ method, url, headers, body }: ConsoleRequest, accessToken?: string | null): string {
  const lines = [`curl -i ${method === 'GET' ? '' : `-X ${method} `}${quote(url)}`]
  if (accessToken !== null) lines.push(`-H "Authorization: Bearer ${accessToken ?? '$ACCESS_TOKEN'}"`)
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(`${name}: ${value}`)}`)
  if (body !== undefined) lines.push(`--data-raw ${quote(body)}`)
  return lines.join(' \\\n  ')
}

/** A word for a POSIX shell, whatever it contains. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
