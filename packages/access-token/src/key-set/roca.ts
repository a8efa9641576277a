const generator = 65537n
const primes = [11n, 13n, 17n, 19n, 37n, 53n, 61n, 71n, 73n, 79n, 97n, 103n, 107n, 109n, 127n, 151n, 157n]
const fingerprints = primes.map((prime) => ({ prime, powers: powersOfGenerator(prime) }))

/**
 * Whether an RSA modulus was made by the faulty generator of CVE-2017-15361 ("ROCA"), whose keys can be factored: its
 * moduli are powers of 65537 modulo every small prime. Of sound moduli, about one in 2^27 looks the same.
 */
export function isRocaModulus(modulus: Buffer): boolean {
  const n = BigInt(`0x${modulus.toString('hex')}`)
  return fingerprints.every(({ prime, powers }) => powers.has(n % prime))
}

function powersOfGenerator(prime: bigint): ReadonlySet<bigint> {
  const powers = new Set<bigint>()
  for (let power = 1n; !powers.has(power); power = (power * generator) % prime) powers.add(power)
  return powers
}
