import { isIPv6 } from 'node:net'

/**
 * The key under which an address is counted. A subscriber gets a whole IPv6 /64 (RFC 6177), so its 2^64 addresses are
 * one; an IPv4 address in IPv6 form is itself.
 */
export function toAddressKey(address: string | undefined): string {
  if (address === undefined) return 'unknown'
  const host = withoutPort(address)
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(host)?.[1]
  if (mapped !== undefined) return mapped
  return isIPv6(host) ? `${firstGroups(host)}::/64` : host
}

// Some proxies write the client's port as well, and every connection has another one.
function withoutPort(address: string): string {
  const [, v6, v4] = /^(?:\[(.+)\](?::\d+)?|([\d.]+):\d+)$/.exec(address) ?? []
  return v6 ?? v4 ?? address
}

function firstGroups(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  if (tail === undefined) return groups.slice(0, 4).join(':')

  const after = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0')
  return [...groups, ...zeros, ...after].slice(0, 4).join(':')
}
