import { getLiveness, getReadiness } from '@lifeguard/api-contract'
import type { Request } from 'express'

const probes = new Set<string>([getLiveness.path, getReadiness.path])

/** Whether whoever watches over this instance asks: every few seconds, for ever, and never to be turned away. */
export function isProbe({ path }: Pick<Request, 'path'>): boolean {
  return probes.has(path)
}
