import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { help } from '../command-line.ts'
import { faultPlanSchema, faultyEndpoints } from '../faults/fault-plan.ts'
import { readConfig } from './read-config.ts'
import { userPoolSchema } from './schema.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

it('shows a config that works', () => {
  const example = /```json\n([\s\S]+?)```/.exec(readme)?.[1] ?? ''

  expect(readConfig(JSON.parse(example)).clients).toHaveLength(2)
})

it('explains every field of the config, every member of a fault plan and every endpoint that can fail', () => {
  const { clients, ...pool } = userPoolSchema.shape
  const client = clients.element.shape
  const names = [
    ...Object.keys({ clients, ...pool, ...client, ...faultPlanSchema.shape }),
    ...faultyEndpoints,
  ]

  expect(names.filter((name) => !readme.includes(name))).toEqual([])
})

it('names the option that it shows in the help text, too', () => {
  const options = [...readme.matchAll(/`(--[a-z][a-z-]+)/g)].map(([, option]) => option ?? '')

  expect(options.filter((option) => !help.includes(option))).toEqual([])
})
