/** A check of the verifier, as it stands in the source, and what is left when it is taken out. */
export interface Check {
  readonly file: string
  readonly check: string
  readonly without: string
}

const of = (file: string, checks: readonly (readonly [check: string, without: string])[]): readonly Check[] =>
  checks.map(([check, without]) => ({ file: `src/${file}`, check, without }))

const never = 'if (false)'

/** Every check that a token has to pass, and every rule by which keys are trusted. */
export const checks: readonly Check[] = [
  ...of('base64url.ts', [
    ['if (!onlyAlphabet.test(text)) return false', ''],
    ['(last & 0b1111) === 0', 'true'],
    ['(last & 0b11) === 0', 'true'],
    ['return false\n  }', 'return true\n  }'],
  ]),
  ...of('strict-json.ts', [
    ['countMembers(value, maximumDepth) === countColons(text)', 'true'],
    ['isUtf8(bytes) ?', 'true ?'],
    ["if (name === '__proto__') return Number.NaN", ''],
    ['if (depth === 0) return Number.NaN', ''],
    [' && !Array.isArray(value)', ''],
    ['if (character === backslash) i++', 'if (false) i++'],
  ]),
  ...of('token-format.ts', [
    ["if (token.length > maximumTokenLength) return 'too-large'", ''],
    ["if (headerPart.length > maximumHeaderLength) return 'too-large'", ''],
    ["if (!parts.every(isCanonicalBase64url)) return 'encoding'", ''],
    ["if (Object.keys(others).length > 0) return 'header'", ''],
    ["if (alg !== 'RS256') return 'algorithm'", ''],
    [' || kid.length === 0', ''],
    [' || kid.length > maximumKeyIdLength', ''],
    ['acceptedTypes.includes(typ.toLowerCase())', 'true'],
    ['first < 1 ||', ''],
    ["token.indexOf('.', second + 1) !== -1", 'false'],
  ]),
  ...of('judge.ts', [
    ['pools.get(iss) : undefined', '[...pools.values()][0] : undefined'],
    ["if (!isSignedWith(key, read)) return refuse('signature', pool)", ''],
    ["return verify('RSA-SHA256', signed, publicKey, signature)", 'return signature.length === 256'],
    ['return reason === null ? proved : refuse(reason, pool, verdict.claims)', 'return proved'],
  ]),
  ...of('claims.ts', [
    ["if (payload.token_use !== 'access') return 'token-use'", ''],
    ['rules.clientIds !== null && !rules.clientIds.includes(payload.client_id)', 'false'],
    ["if (!namesResource(payload.aud, rules)) return 'resource'", ''],
    ['return !rules.requireResource', 'return true'],
    ['if (rules.resource === undefined) return false', 'if (rules.resource === undefined) return true'],
    ["if (claims.exp + skew <= now) return 'expired'", ''],
    ['claims.exp + skew <= now', 'claims.exp + skew < now'],
    ["if (claims.iat - skew > now) return 'not-yet-valid'", ''],
    ["if (claims.nbf !== undefined && claims.nbf - skew > now) return 'not-yet-valid'", ''],
    ['claims.iat > claims.exp || ', ''],
    [' || claims.exp - claims.iat > longestLifetimeSeconds', ''],
    ['isText(payload.sub) &&', ''],
    ["payload.sub !== '' &&", ''],
    ['isText(payload.client_id) &&', ''],
    ['isTime(payload.exp) &&', ''],
    ['isTime(payload.iat) &&', ''],
    ['isAbsentOr(isTime, payload.nbf) &&', ''],
    ['isAbsentOr(isTime, payload.auth_time) &&', ''],
    ['isAbsentOr(isText, payload.scope) &&', ''],
    ['isAbsentOr(isText, payload.jti) &&', ''],
    ['isAbsentOr(isText, payload.origin_jti) &&', ''],
    ['isAbsentOr(isText, payload.event_id) &&', ''],
    ['isAbsentOr(isTime, payload.version) &&', ''],
    ["isAbsentOr(isTexts, payload['cognito:groups']) &&", ''],
    ['(isAbsentOr(isText, payload.aud) || isTexts(payload.aud)) &&', ''],
    ['isText(payload.username) && isTime(payload.auth_time)', 'isTime(payload.auth_time)'],
    ['isText(payload.username) && isTime(payload.auth_time)', 'isText(payload.username)'],
    ['Number.isFinite(claim)', "typeof claim === 'number'"],
    [' && claim.every(isText)', ''],
  ]),
  ...of('access-token-verifier.ts', [
    ['known?.pool.keySet.trusts(known.key) ? known : undefined', 'known'],
    ['refuseRevoked(judgeAgain(known, now() / 1000))', 'judgeAgain(known, now() / 1000)'],
    ['refuseRevoked(await judge(token, pools, now() / 1000))', 'await judge(token, pools, now() / 1000)'],
    ['return revoked ? revoke(judgement) : judgement', 'return judgement'],
    ['(later ? revoke(judgement) : judgement)', 'judgement'],
    [', cannotTell)', ', () => judgement)'],
    ['return cannotTell(error)', 'return judgement'],
    ['if (!judgement.proved) remembered.delete(digest)\n    else if', 'if'],
    ['if (!judgement.proved) remembered.delete(digest)', 'if (!judgement.proved) void digest'],
  ]),
  ...of('remembered-tokens.ts', [
    [
      "hash('sha256', token, 'base64url')",
      "hash('sha256', token.slice(0, token.lastIndexOf('.')), 'base64url')",
    ],
    ['if (this.#slots.size > this.#capacity) this.#evict()', ''],
  ]),
  ...of('key-set/admit-keys.ts', [
    ['if (published.length > maximumKeys)', never],
    ['else if (keys.has(admission.keyId)) repeated.add(admission.keyId)', ''],
    ["if (kty !== 'RSA')", never],
    ["if (use !== undefined && use !== 'sig')", never],
    ["if (key_ops !== undefined && !(Array.isArray(key_ops) && key_ops.includes('verify')))", never],
    ["if (alg !== undefined && alg !== 'RS256')", never],
    ['if (privateMembers.some((member) => member in jwk))', never],
    ["if (e !== 'AQAB')", never],
    [' || !isCanonicalBase64url(n)', ''],
    ['if (same?.modulus === n) return same', 'if (same) return same'],
    ['if (first === 0)', never],
    ['bits < 2048 || ', ''],
    [' || bits > 4096', ''],
    ['if (((modulus.at(-1) ?? 0) & 1) === 0)', never],
    ['return isRocaModulus(modulus) ?', 'return false ?'],
  ]),
  ...of('key-set/fetch-key-set.ts', [
    ['if (statusCode !== 200)', never],
    ["if (!isJson(headers['content-type']))", never],
    ['if (length > maximumBytes)', never],
    ['if (/(^|[\\s,])no-(store|cache)/.test(directives)) return 0', ''],
    [' - (Number(headers.age) || 0)', ''],
  ]),
  ...of('key-set/key-set.ts', [
    ["if (admitted.keys.size === 0) throw new Error('it holds no usable key')", ''],
    ['keys = admitted.keys\n', 'keys = new Map([...keys, ...admitted.keys])\n'],
    ['fault === null ? freshMs + fetchTimeoutMs : freshMs + staleMs', 'Number.POSITIVE_INFINITY'],
    ['AbortSignal.timeout(fetchTimeoutMs)', 'AbortSignal.timeout(60_000)'],
    ['Math.max(shortestFreshnessMs, ', '('],
    ['if (!isUsable()) throw unavailable()', ''],
    ['keys.get(key.keyId) === key && isUsable()', 'isUsable()'],
    ['keys.get(key.keyId) === key && isUsable()', 'keys.has(key.keyId) && isUsable()'],
    ['keys.get(key.keyId) === key && isUsable()', 'keys.get(key.keyId) === key'],
    ['if (keys.has(keyId) || fault !== null)', 'if (keys.has(keyId))'],
    ['if (key !== undefined) spent?.giveBack()', ''],
    ['if (key !== undefined) spent?.giveBack()', 'spent?.giveBack()'],
  ]),
  ...of('key-set/refetch-budget.ts', [
    ['if (inHand < 1) return null', ''],
    ['this.#inHand = 0\n', 'this.#inHand = inHand - 1\n'],
    ['if (this.#inHand + refills >= capacity)', never],
  ]),
]
