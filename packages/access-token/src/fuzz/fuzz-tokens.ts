import { createDice, createTestKey, createTestVerifier } from '../testing/index.ts'
import { type Forge, forgeToken, type HostileToken, soundToken } from './hostile-token.ts'

export interface FuzzReport {
  /** Hostile tokens that were accepted or made the verifier throw, and sound ones that were not accepted. */
  readonly surprises: readonly HostileToken[]
  /** How many hostile tokens were refused for which reason. */
  readonly reasons: Readonly<Record<string, number>>
}

const soundEvery = 20

/** Shows tokens to a verifier, hostile ones and a few sound ones; the same seed makes the same defects. */
export async function fuzzTokens({ count, seed }: { count: number; seed: number }): Promise<FuzzReport> {
  const now = 1_800_000_000_000
  const verifier = createTestVerifier({ now: () => now })
  const { issuer, clientId, key } = verifier
  const forge: Forge = { issuer, clientId, now, key, foreignKey: createTestKey({ keyId: key.keyId }) }
  const dice = createDice(seed)
  const outcomeOf = (token: string) =>
    verifier.verify(token).then((verdict) => (verdict.valid ? 'valid' : verdict.reason), String)

  const surprises: HostileToken[] = []
  const reasons: Record<string, number> = {}
  for (let i = 0; i < count; i++) {
    const hostile = forgeToken(forge, dice)
    const outcome = await outcomeOf(hostile.token)
    reasons[outcome] = (reasons[outcome] ?? 0) + 1
    if (outcome === 'valid' || outcome.includes('Error')) surprises.push(hostile)

    if (i % soundEvery !== 0) continue
    const token = soundToken(forge, dice)
    if ((await outcomeOf(token)) !== 'valid') surprises.push({ defect: 'none', token })
  }
  return { surprises, reasons }
}
