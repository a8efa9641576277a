import { describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import * as contract from './index.ts'

const endpoints = Object.entries(contract).flatMap(([name, member]): [string, contract.Endpoint][] =>
  typeof member === 'object' && 'method' in member ? [[name, member]] : [],
)

describe('every endpoint', () => {
  it('is named as it is exported', () => {
    for (const [name, endpoint] of endpoints) expect(endpoint.name).toBe(name)
    expect(endpoints.length).toBeGreaterThan(10)
  })

  it('declares the parameters that its path has', () => {
    for (const [name, { path, params }] of endpoints) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
      const declared = Object.keys((params as z.ZodMiniObject | undefined)?.shape ?? {})

      expect([name, declared]).toEqual([name, inPath])
    }
  })

  it('has examples that fit it, and one of the body that it takes', () => {
    for (const [name, { body, answer, example }] of endpoints) {
      if (body !== undefined)
        expect([name, example]).toEqual([name, expect.objectContaining({ body: expect.anything() })])
      if (example?.body !== undefined)
        expect([name, body?.safeParse(example.body).success]).toEqual([name, true])
      if (example?.answer !== undefined) {
        expect([name, answer.body?.safeParse(example.answer).success]).toEqual([name, true])
      }
    }
  })

  it('asks for scopes of the resource server alone', () => {
    const known = Object.keys(contract.scopes)
    for (const [name, { access }] of endpoints) {
      if (access === 'public') continue
      for (const scope of access.scopes ?? [])
        expect([name, known]).toEqual([name, expect.arrayContaining([scope])])
    }
  })
})
