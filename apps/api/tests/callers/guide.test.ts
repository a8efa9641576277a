import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problems } from '@lifeguard/api-contract'
import { describe, expect, it } from 'vitest'

describe('docs/calling-the-api.md', () => {
  it('names every problem of the contract with its status, and no other', async () => {
    const guide = await readFile(join(import.meta.dirname, '../../../../docs/calling-the-api.md'), 'utf8')

    const rows = [...guide.matchAll(/^\| (\d{3}) +\| `([\w-]+)` +\|/gm)]

    expect(rows.map(([, status, name]) => `${status} ${name}`).sort()).toEqual(
      Object.entries(problems)
        .map(([name, { status }]) => `${status} ${name}`)
        .sort(),
    )
  })
})
