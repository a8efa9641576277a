import { sayFault } from '../say-fault.ts'
import { type ConfigFault, crossChecks } from './cross-checks.ts'
import { type UserPoolConfig, userPoolSchema } from './schema.ts'

/** The config cannot be used; the message names every faulty field with Cognito's limit, one a line. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly ConfigFault[]

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map(({ path, message }) => `  ${path === '' ? 'the config' : path}: ${message}`)
    super(`Cannot use the user pool config:\n${lines.join('\n')}`)
    this.faults = faults
  }
}

/**
 * Checks a config and fills in the defaults. It refuses what Cognito would refuse.
 * @throws ConfigError naming every faulty field
 */
export function readConfig(input: unknown): UserPoolConfig {
  const parsed = userPoolSchema.safeParse(input, { error: sayFault })
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => ({ path: toFieldPath(path), message })),
    )
  }

  const faults = crossChecks(parsed.data)
  if (faults.length > 0) throw new ConfigError(faults)
  return parsed.data
}

/** What is accepted, as on Cognito, but surprises most who write it. */
export function configWarnings(config: UserPoolConfig): string[] {
  return config.clients
    .filter((client) => client.flows.includes('code') && client.clientSecret !== undefined)
    .map(
      (client) =>
        `Client "${client.clientId}" signs people in and has a secret: a browser or phone app cannot keep it, ` +
        'and token requests without it answer invalid_client. Leave "clientSecret" out for such apps.',
    )
}

function toFieldPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((field, part) => {
    if (typeof part === 'number') return `${field}[${part}]`
    return field === '' ? String(part) : `${field}.${String(part)}`
  }, '')
}
