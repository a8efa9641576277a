// Bundles the API: node build.ts [FOLDER], by default dist.
import { cp, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const here = import.meta.dirname
const dist = resolve(process.argv[2] ?? join(here, 'dist'))

// What leaves the workspace is bundled: Node does not strip types under node_modules.
await rm(dist, { recursive: true, force: true })
await build({
  input: join(here, 'src/main.ts'),
  platform: 'node',
  // An optional native driver that pg asks for and nobody installs.
  external: ['pg-native'],
  // PGlite evaluates code that it ships itself.
  checks: { eval: false },
  output: { file: join(dist, 'main.js'), format: 'esm', codeSplitting: false },
})

// PGlite looks for these beside the code that it is part of.
const pglite = dirname(fileURLToPath(import.meta.resolve('@electric-sql/pglite')))
for (const name of ['pglite.wasm', 'initdb.wasm', 'pglite.data'])
  await cp(join(pglite, name), join(dist, name))
const swaggerUi = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')))
for (const name of [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'oauth2-redirect.html',
  'oauth2-redirect.js',
  'LICENSE',
]) {
  await cp(join(swaggerUi, name), join(dist, 'swagger-ui', name))
}
await cp(join(here, 'src/drizzle'), join(dist, 'drizzle'), { recursive: true })

const { size } = await stat(join(dist, 'main.js'))
console.log(`${join(dist, 'main.js')}: ${Math.round(size / 1024)} KiB, to be run by Node 24`)
