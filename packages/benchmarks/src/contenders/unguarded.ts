import { createServer } from 'node:http'
import express from 'express'
import { type CreateContender, greeting } from './settings.ts'

/** The same route without a guard: what Express alone costs. */
export const createContender: CreateContender = () => {
  const app = express()
  app.get('/hello', (_req, res) => {
    res.json(greeting)
  })
  return createServer(app)
}
