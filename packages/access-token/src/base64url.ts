const onlyAlphabet = /^[\w-]+$/
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/**
 * Whether a text is base64url in its one canonical spelling (RFC 7515 §2, RFC 4648 §3.5): only the alphabet, no
 * padding, and zero in the bits that the last character does not need. Decoders ignore those bits, so without this a
 * token has up to sixteen spellings, and a list of denied tokens knows one of them.
 */
export function isCanonicalBase64url(text: string): boolean {
  if (!onlyAlphabet.test(text)) return false

  const last = alphabet.indexOf(text.charAt(text.length - 1))
  switch (text.length % 4) {
    case 0:
      return true
    case 2:
      return (last & 0b1111) === 0
    case 3:
      return (last & 0b11) === 0
    default:
      return false
  }
}
