import express from 'express'
import { type BearerAuth, createBearerAuth } from '../bearer-auth.ts'
import type { Principal } from '../principal.ts'

/** What the other files here misuse; this one compiles. */
export const app = express()
export const auth: BearerAuth<Principal> = createBearerAuth<Principal>({
  verify: async () => ({ valid: false, reason: 'nobody' }),
  resourceMetadataUrl: 'https://api.example/metadata',
})
