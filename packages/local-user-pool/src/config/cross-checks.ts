import { standardScopes, type UserPoolConfig } from './schema.ts'

/** A fault in the config: where it is (as `clients[0].scopes[1]`) and what Cognito would say. */
export interface ConfigFault {
  readonly path: string
  readonly message: string
}

/** Rules that span several fields. Source: Cognito Developer Guide, "Application-specific settings with app clients". */
export function crossChecks(config: UserPoolConfig): ConfigFault[] {
  return [...nameFaults(config), ...clientFaults(config), ...userFaults(config)]
}

function nameFaults({ groups, resourceServers, users }: UserPoolConfig): ConfigFault[] {
  return [
    ...repeated(groups).map((index) => ({ path: `groups[${index}]`, message: 'Two groups share this name' })),
    ...repeated(resourceServers.map(({ identifier }) => identifier)).map((index) => ({
      path: `resourceServers[${index}].identifier`,
      message: 'Two resource servers share this identifier',
    })),
    ...repeated(users.map(({ sub }) => sub)).map((index) => ({
      path: `users[${index}].sub`,
      message: 'Two users share this subject',
    })),
  ]
}

/** Where a value is that came before. */
function repeated(values: readonly (string | undefined)[]): number[] {
  return [...values.keys()].filter(
    (index) => values[index] !== undefined && values.indexOf(values[index]) < index,
  )
}

function clientFaults(config: UserPoolConfig): ConfigFault[] {
  const custom = config.resourceServers.flatMap((server) =>
    server.scopes.map((scope) => `${server.identifier}/${scope}`),
  )
  const faults: ConfigFault[] = []
  const seen = new Set<string>()

  for (const [index, client] of config.clients.entries()) {
    const at = `clients[${index}]`
    const isMachine = client.flows.includes('client_credentials')

    if (seen.has(client.clientId))
      faults.push({ path: `${at}.clientId`, message: 'Two clients share this id' })
    seen.add(client.clientId)

    if (isMachine && client.flows.includes('code')) {
      faults.push({
        path: `${at}.flows`,
        message: 'Cognito takes "client_credentials" only alone, not together with "code"',
      })
    }
    if (isMachine && client.clientSecret === undefined) {
      faults.push({
        path: `${at}.clientSecret`,
        message: 'Cognito takes "client_credentials" only for a client with a secret',
      })
    }
    if (client.flows.includes('code') && client.callbackUrls.length === 0) {
      faults.push({ path: `${at}.callbackUrls`, message: 'The flow "code" needs at least one callback URL' })
    }

    for (const [position, scope] of client.scopes.entries()) {
      const path = `${at}.scopes[${position}]`
      if (isMachine && standardScopes.includes(scope)) {
        faults.push({
          path,
          message: 'Cognito takes only scopes of a resource server for "client_credentials"',
        })
      } else if (!standardScopes.includes(scope) && !custom.includes(scope)) {
        faults.push({ path, message: `No resource server has the scope "${scope}"` })
      }
    }
  }
  return faults
}

function userFaults(config: UserPoolConfig): ConfigFault[] {
  const faults: ConfigFault[] = []
  const seen = new Set<string>()

  for (const [index, user] of config.users.entries()) {
    const at = `users[${index}]`
    const name = config.signInWith === 'email' ? user.attributes.email : user.username

    if (config.signInWith === 'email' && user.username !== undefined) {
      faults.push({
        path: `${at}.username`,
        message: 'In a pool that signs in with e-mail addresses Cognito makes up the username',
      })
    }
    if (name === undefined) {
      const field = config.signInWith === 'email' ? 'attributes.email' : 'username'
      faults.push({
        path: `${at}.${field}`,
        message: 'People of this pool sign in with it, so it is required',
      })
      continue
    }
    if (seen.has(name.toLowerCase())) faults.push({ path: at, message: 'Two users share this sign-in name' })
    seen.add(name.toLowerCase())

    for (const [position, group] of user.groups.entries()) {
      if (config.groups.includes(group)) continue
      faults.push({
        path: `${at}.groups[${position}]`,
        message: 'The pool has no such group: add it to "groups"',
      })
    }
  }
  return faults
}
