import { isAscii, isUtf8 } from 'node:buffer'

/** A plain JSON object whose members are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

const maximumDepth = 16

/**
 * Reads bytes that must be one JSON object; null if they are not. Stricter than `JSON.parse`: only UTF-8 without a
 * byte order mark, no member named twice (RFC 7515 §4 lets us refuse what parsers resolve differently), none named
 * `__proto__`, and nesting of bounded depth.
 */
export function readJsonObject(bytes: Buffer): JsonObject | null {
  const text = toText(bytes)
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) && countMembers(value, maximumDepth) === countColons(text) ? value : null
  } catch {
    return null
  }
}

function toText(bytes: Buffer): string | null {
  if (isAscii(bytes)) return bytes.toString('latin1')
  // JSON.parse refuses the byte order mark, which decoding keeps.
  return isUtf8(bytes) ? bytes.toString('utf8') : null
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

// Every member of valid JSON has one colon outside strings, and a duplicate leaves no member behind.
function countColons(json: string): number {
  let colons = 0
  let inString = false
  for (let i = 0; i < json.length; i++) {
    const character = json.charCodeAt(i)
    if (inString) {
      if (character === backslash) i++
      else if (character === quote) inString = false
    } else if (character === quote) inString = true
    else if (character === colon) colons++
  }
  return colons
}

const quote = 0x22
const colon = 0x3a
const backslash = 0x5c

// Not a number, and so equal to no count, for what is refused at any level.
function countMembers(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (depth === 0) return Number.NaN

  let members = 0
  if (Array.isArray(value)) {
    for (const element of value) members += countMembers(element, depth - 1)
    return members
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === '__proto__') return Number.NaN
    members += 1 + countMembers(member, depth - 1)
  }
  return members
}
