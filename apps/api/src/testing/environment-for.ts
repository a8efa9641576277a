import type { RunningUserPool } from '@lifeguard/local-user-pool'

/** The settings of an API that lets people of this pool in through the web app, on any port and without haste. */
export function environmentFor({ issuer, domain }: RunningUserPool): Record<string, string> {
  return {
    COGNITO_ISSUER: issuer,
    COGNITO_DOMAIN: domain,
    COGNITO_CLIENT_IDS: 'lifeguardweb00000000000001',
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '1000000',
  }
}
