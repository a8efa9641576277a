import { StartError } from './start-error.ts'
import type { UserPoolOptions } from './start-user-pool.ts'

const names: Readonly<Record<keyof UserPoolOptions, true>> = {
  config: true,
  dataDir: true,
  issuerPort: true,
  domainPort: true,
  controlPort: true,
  now: true,
  keys: true,
  preToken: true,
  log: true,
}

/** @throws StartError for what the compiler refuses, in plain JavaScript too, and for one port that is named twice */
export function checkOptions(options: UserPoolOptions): void {
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(names, name))
  if (unknown.length > 0) {
    const quoted = unknown.map((name) => `"${name}"`).join(', ')
    throw new StartError(
      `Cannot start a local user pool: there is no option ${quoted}; there are ${Object.keys(names).join(', ')}`,
    )
  }
  if (options.keys instanceof Promise) {
    throw new StartError(
      'Cannot start a local user pool: keys must be what "await createUserPoolKeys()" gives',
    )
  }
  const { issuerPort, domainPort, controlPort } = options
  const chosen = [issuerPort, domainPort, controlPort].filter((port) => port !== undefined && port !== 0)
  const twice = chosen.find((port, index) => chosen.indexOf(port) !== index)
  if (twice === undefined) return
  throw new StartError(
    `Cannot listen on port ${twice} twice: issuer and domain are two origins; give each a port of its own`,
  )
}
