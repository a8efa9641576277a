import { createDice, createTestKey, createTestVerifier } from '../testing/index.ts'
import { type Forge, forgeToken, type HostileToken, soundToken } from './hostile-token.ts'
import { createJoseOracle, signatureFound } from './jose-oracle.ts'

export interface FuzzReport {
  /**
   * Hostile tokens that were accepted or made the verifier throw, sound ones that were not accepted, and those of whose
   * signature jose thinks otherwise.
   */
  readonly surprises: readonly HostileToken[]
  /** How many hostile tokens were refused for which reason. */
  readonly reasons: Readonly<Record<string, number>>
  /** How many signatures were found good or bad by jose as well. */
  readonly agreed: { readonly good: number; readonly bad: number }
}

const soundEvery = 20
const tellEvery = 50_000

/**
 * Shows tokens to a verifier, hostile ones and a few sound ones; the same seed makes the same defects. Wherever the
 * signature of a token decided something, jose is asked for its opinion.
 */
export async function fuzzTokens(options: {
  readonly count: number
  readonly seed: number
  /** Told how many hostile tokens were shown, now and then. */
  readonly onProgress?: (shown: number) => void
}): Promise<FuzzReport> {
  const { count, seed, onProgress } = options
  const now = 1_800_000_000_000
  const verifier = createTestVerifier({ now: () => now })
  const { issuer, clientId, key } = verifier
  const foreignKey = createTestKey({ keyId: key.keyId })
  const forge: Forge = { issuer, clientId, now, key, foreignKey, good: verifier.signAccessToken() }
  const dice = createDice(seed)
  const askJose = createJoseOracle(key)

  const surprises: HostileToken[] = []
  const reasons: Record<string, number> = {}
  const agreed = { good: 0, bad: 0 }

  async function judge(token: string): Promise<string> {
    const verdict = await verifier.verify(token)
    return verdict.valid ? 'valid' : verdict.reason
  }

  async function outcomeOf({ token, defect }: HostileToken): Promise<string> {
    const outcome = await judge(token).catch(String)
    const found = signatureFound(outcome)
    if (found === null) return outcome
    if ((await askJose(token)) === found) agreed[found]++
    else surprises.push({ defect: `${defect}, and jose does not find the signature ${found}`, token })
    return outcome
  }

  for (let i = 0; i < count; i++) {
    const hostile = forgeToken(forge, dice)
    const outcome = await outcomeOf(hostile)
    reasons[outcome] = (reasons[outcome] ?? 0) + 1
    if (outcome === 'valid' || outcome.includes('Error')) surprises.push(hostile)

    if (i > 0 && i % tellEvery === 0) onProgress?.(i)
    if (i % soundEvery !== 0) continue
    const sound = { defect: 'none', token: soundToken(forge, dice) }
    if ((await outcomeOf(sound)) !== 'valid') surprises.push(sound)
  }
  return { surprises, reasons, agreed }
}
