import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { expect, it } from 'vitest'

it('the web app downloads of the contract only what it imports', async () => {
  // In this folder, from where the package is found.
  const entry = fileURLToPath(new URL('entry.js', import.meta.url))
  const bundle = await rolldown({
    input: entry,
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) =>
          id === entry
            ? `import { getLiveness } from '@lifeguard/api-contract'\nconsole.log(getLiveness.path)`
            : null,
      },
    ],
  })

  const { output } = await bundle.generate({ minify: false })

  expect(output[0].code).toContain('/livez')
  expect(output[0].code).not.toContain('/notes')
  expect(output[0].code).not.toContain('displayName')
})
