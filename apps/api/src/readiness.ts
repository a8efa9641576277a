import type { AccessTokenVerifier } from '@lifeguard/access-token'
import type { Database } from './data/database.ts'

/** Names what keeps the API from answering: no usable key set, no database. It asks the database, never the pool. */
export function createObstacleFinder(
  verifier: Pick<AccessTokenVerifier, 'readiness'>,
  database: Pick<Database, 'ping'>,
): () => Promise<string[]> {
  return async () => {
    const withoutKeySet = verifier.readiness().some(({ keySet }) => keySet === 'none')
    const withoutDatabase = await database.ping().then(
      () => false,
      () => true,
    )
    return [
      ...(withoutKeySet ? ['No key set of the user pool has been read'] : []),
      ...(withoutDatabase ? ['The database does not answer'] : []),
    ]
  }
}
