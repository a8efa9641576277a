import { poolAddress } from './services.ts'
import { localClients, localMachineSecret, type Settings } from './settings.ts'

/** What a newcomer needs when everything runs: where to go, who to be, and a call that works. */
export function banner(settings: Settings): string {
  const { issuer, domain } = poolAddress(settings)
  const lines = [
    '',
    'Lifeguard is ready.',
    '',
    `  Open    ${settings.webOrigin}`,
    `  API     ${settings.apiUrl}`,
    `  Docs    ${settings.apiUrl}/docs`,
    `  Pool    ${issuer}`,
  ]
  if (settings.pool.kind === 'local') {
    lines.push(
      '  Users   admin@example.com (group admins) and user@example.com, both with the password Passw0rd!',
      '',
      '  Call the API as a machine, from another terminal:',
      `  ${curlLine(domain, settings.apiUrl)}`,
    )
  }
  return [...lines, '', '  Ctrl-C stops everything.', ''].join('\n')
}

function curlLine(domain: string, apiUrl: string): string {
  const token = [
    `curl -s -u ${localClients.machine}:${localMachineSecret}`,
    `-d grant_type=client_credentials -d 'scope=notes/read notes/write' ${domain}/oauth2/token`,
    `| sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/'`,
  ].join(' ')
  return `curl -s ${apiUrl}/me -H "Authorization: Bearer $(${token})"`
}
