import type { Endpoint } from '@lifeguard/api-contract'
import * as contract from '@lifeguard/api-contract'

/** Every endpoint of the contract in the order of their paths, what anybody may call last. */
export const endpoints: readonly Endpoint[] = Object.values<unknown>(contract)
  .filter(isEndpoint)
  .sort((one, other) => rank(one) - rank(other) || one.path.localeCompare(other.path))

function isEndpoint(value: unknown): value is Endpoint {
  return (
    typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value
  )
}

function rank({ access }: Endpoint): number {
  return access === 'public' ? 1 : 0
}
