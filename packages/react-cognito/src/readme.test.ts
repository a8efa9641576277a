import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const home = join(import.meta.dirname, '..')

// The files under `examples` are type-checked with everything else.
it('shows in the README what the examples hold', async () => {
  const readme = await readFile(join(home, 'README.md'), 'utf8')
  const shown = [...readme.matchAll(/<!-- (examples\/\S+) -->\n\n```tsx?\n([\s\S]*?)```/g)]

  expect(shown).toHaveLength(readme.match(/<!-- examples/g)?.length ?? 0)
  for (const [, path = '', text] of shown) expect(text).toBe(await readFile(join(home, path), 'utf8'))
})
