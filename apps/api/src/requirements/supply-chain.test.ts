import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const read = (path: string) => readFile(join(root, path), 'utf8')

const Dependencies = z._default(z.record(z.string(), z.string()), {})
const Manifest = z.object({ name: z.string(), dependencies: Dependencies, devDependencies: Dependencies })

async function readManifests() {
  const manifests = new Map<string, z.infer<typeof Manifest>>()
  for await (const path of glob('{package.json,{apps,packages}/*/package.json}', { cwd: root })) {
    const manifest = Manifest.parse(JSON.parse(await read(path)))
    manifests.set(manifest.name, manifest)
  }
  return manifests
}

describe('P-22: the supply chain', () => {
  it('is pinned: every version exact, none from Git or a URL', async () => {
    const versions = [...(await readManifests()).values()].flatMap(({ dependencies, devDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies }),
    )
    const exact = /^(workspace:\*|catalog:|\d+\.\d+\.\d+(-[\w.]+)?)$/

    expect(versions.length).toBeGreaterThan(50)
    expect(versions.filter(([, version]) => !exact.test(version))).toEqual([])
    const [, catalog = ''] = /^catalog:\n((?: {2}.*\n)+)/m.exec(await read('pnpm-workspace.yaml')) ?? []
    expect(catalog.match(/\n/g)?.length).toBeGreaterThan(10)
    expect(catalog.replaceAll(/^ {2}\S+: \d+\.\d+\.\d+(-[\w.]+)?\n/gm, '')).toBe('')
  })

  it('has a checksum for every package', async () => {
    const resolutions = [...(await read('pnpm-lock.yaml')).matchAll(/^ {4}resolution: (.*)$/gm)]

    expect(resolutions.length).toBeGreaterThan(200)
    const checked = /^\{integrity: sha512-[\w+/=]{88}\}$/
    expect(resolutions.map(([, found = '']) => found).filter((found) => !checked.test(found))).toEqual([])
  })

  it('runs the install script of one package', async () => {
    const [, list = ''] = /^allowBuilds:\n((?: {2}.*\n)+)/m.exec(await read('pnpm-workspace.yaml')) ?? []

    expect([...list.matchAll(/^ {2}"?([^":]+)"?: true$/gm)].map(([, name]) => name)).toEqual(['node'])
  })

  it('G-30: gives a reason for each direct dependency of what runs in production', async () => {
    const direct = productionDependencies(await readManifests())
    const page = await read('docs/supply-chain.md')

    const justified = [...page.matchAll(/^\| `([^`]+)` +\| \S.*\|$/gm)].map(([, name]) => name)
    expect(justified).toEqual(direct)
    expect(page).toContain(`**${direct.length} packages**`)
  })
})

/** What the apps depend on, and the packages of ours that they are made of. */
function productionDependencies(manifests: Awaited<ReturnType<typeof readManifests>>): string[] {
  const found = new Set<string>()
  const queue = ['@lifeguard/api', '@lifeguard/web']
  for (const name of queue) {
    for (const [dependency, version] of Object.entries(manifests.get(name)?.dependencies ?? {})) {
      if (version !== 'workspace:*') found.add(dependency)
      else if (!queue.includes(dependency)) queue.push(dependency)
    }
  }
  return [...found].sort()
}
