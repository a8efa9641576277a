import { userPoolEndpoints } from '@lifeguard/cognito'
import { configWarnings } from './config/read-config.ts'
import type { AppClient, UserPoolConfig } from './config/schema.ts'

/** What a person wants to see when the pool is up: where it is, who may come, and what is odd about the config. */
export function toBanner(
  config: UserPoolConfig,
  pool: { issuer: string; domain: string; control: string | undefined },
): string {
  const { discovery, keySet, authorize, token, userInfo, revoke, signOut } = userPoolEndpoints(pool)
  const endpoints = [
    ['discovery', discovery],
    ['key set', keySet],
    ['authorize', authorize],
    ['token', token],
    ['userInfo', userInfo],
    ['revoke', revoke],
    ['sign out', signOut],
    ['mailbox', `${pool.domain}/_local/mail`],
    ...(pool.control === undefined ? [] : [['control', pool.control]]),
  ]
  const clients = config.clients.map((client) => [client.clientId, toKind(client), client.scopes.join(' ')])
  const people = config.users.map(({ username, attributes, groups }) => [
    username ?? attributes.email ?? '',
    groups.join(', '),
  ])
  const warnings = configWarnings(config).map((warning) => `\nWarning: ${warning}`)

  return `
A local user pool, for development only: ${config.poolId}

${toColumns(endpoints)}

App clients
${toColumns(clients)}
${people.length === 0 ? '' : `\nPeople, with the passwords of the config\n${toColumns(people)}\n`}${warnings.join('')}`
}

function toKind({ flows, clientSecret }: AppClient): string {
  return `${clientSecret === undefined ? 'public' : 'confidential'}, ${flows.join(', ')}`
}

function toColumns(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0))
  const toLine = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(width(column))).join('  ')
  return rows.map((row) => `  ${toLine(row)}`.trimEnd()).join('\n')
}
