export { createDice, type Dice } from './dice.ts'
export { type KeySetAnswer, keySetFaults, redirectAnswer, soundAnswer } from './key-set-faults.ts'
export { type KeySetServer, startKeySetServer } from './key-set-server.ts'
export { type Issuance, stockMachineClaims, stockUserClaims } from './stock-claims.ts'
export { createTestKey, signToken, type TestKey, type TokenPart } from './test-key.ts'
export {
  type ClaimChanges,
  createTestVerifier,
  type TestVerifier,
  type TestVerifierOptions,
} from './test-verifier.ts'
