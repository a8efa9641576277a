import express, { type Express, type RequestHandler } from 'express'
import { z } from 'zod'
import type { Clock } from './clock.ts'
import type { FaultPlan } from './faults/fault-plan.ts'
import { FaultPlanError } from './faults/faults.ts'
import { closeApp, openApp } from './http/app.ts'
import type { Pool } from './pool.ts'
import { createTokenMint, TokenRequestError } from './token-mint.ts'

const hundredYearsMs = 100 * 365 * 86_400_000
const clockSchema = z.strictObject({ offsetMs: z.number().min(-hundredYearsMs).max(hundredYearsMs) })
const tokenSchema = z.strictObject({
  /** E-mail address, username, `sub`, or the id of a confidential client. */
  for: z.string(),
  scope: z.string().exactOptional(),
  clientId: z.string().exactOptional(),
  authTime: z.number().exactOptional(),
  claims: z.record(z.string(), z.unknown()).exactOptional(),
})

/**
 * The control port: what tests in other languages need. `PUT /faults` with a plan, `DELETE /faults`, `PUT /clock`,
 * `PUT /keys/rotate`, `PUT /keys/withdraw-old`, `PUT /tokens`. Off by default.
 */
export function createControlApp(pool: Pool, clock: Clock): Express {
  const app = openApp()
  const mint = createTokenMint(pool)
  app.use(refuseBrowsers, express.json({ limit: '1mb' }))

  app.put('/faults', (request, response) => {
    const plan: FaultPlan = request.body ?? {}
    pool.faults.set(plan)
    response.status(204).end()
  })
  app.delete('/faults', (_request, response) => {
    pool.faults.clear()
    response.status(204).end()
  })
  app.put('/clock', (request, response) => {
    clock.setOffset(clockSchema.parse(request.body).offsetMs)
    response.status(204).end()
  })
  app.put('/keys/rotate', async (_request, response) => {
    await pool.keys.rotate()
    response.json(pool.keys.keySet())
  })
  app.put('/keys/withdraw-old', (_request, response) => {
    pool.keys.withdrawOld()
    response.json(pool.keys.keySet())
  })
  app.put('/tokens', async (request, response) => {
    const { for: name, ...rest } = tokenSchema.parse(request.body)
    const isClient = pool.config.clients.some((client) => client.clientId === name)
    const accessToken = await (isClient ? mint.machineTokenFor(name, rest) : mint.accessTokenFor(name, rest))
    response.json({ access_token: accessToken })
  })

  app.use(explainFaultyInput)
  return closeApp(app, pool)
}

/** No page in a browser has business here. */
const refuseBrowsers: RequestHandler = (request, response, next) => {
  if (request.headers.origin === undefined && request.headers['sec-fetch-site'] === undefined) return next()
  response.status(403).json({ error: 'The control port does not answer to browsers' })
}

const explainFaultyInput: express.ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof FaultPlanError || error instanceof TokenRequestError) {
    response.status(400).json({ error: error.message })
    return
  }
  if (error instanceof z.ZodError) {
    response.status(400).json({ error: z.prettifyError(error) })
    return
  }
  next(error)
}
