import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A fresh secret of 256 bits, base64url. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is stored instead of a secret, so that the data folder opens no session. */
export function toDigest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}

/** Compares without telling by time how much of it fits. */
export function isSameSecret(given: string, wanted: string): boolean {
  return timingSafeEqual(Buffer.from(toDigest(given)), Buffer.from(toDigest(wanted)))
}
