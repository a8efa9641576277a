import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { dirname, join } from 'node:path'

/** Where and with what a run was made. */
export interface Surroundings {
  readonly date: string
  readonly seed: number
  readonly node: string
  readonly machine: string
  /** Of the last minute before the run: much above 0, and others used the machine too. */
  readonly loadAverage: number
  readonly versions: ReadonlyMap<string, string>
}

const measured = [
  'express',
  'jose',
  'aws-jwt-verify',
  'express-oauth2-jwt-bearer',
  'express-jwt',
  'jwks-rsa',
  'passport-jwt',
  'hono',
  'fastify',
  'fastify-jwt-jwks',
]

/** Reads them now. */
export async function readSurroundings(seed: number): Promise<Surroundings> {
  const [processor] = cpus()
  return {
    date: new Date().toISOString().slice(0, 10),
    seed,
    node: process.version,
    machine: `${cpus().length} cores (${processor?.model.trim() ?? 'unknown'}), ${Math.round(
      totalmem() / 2 ** 30,
    )} GB, ${type()} ${release().split('.', 2).join('.')}`,
    loadAverage: loadavg()[0] ?? Number.NaN,
    versions: new Map(
      await Promise.all(measured.map(async (name) => [name, await versionOf(name)] as const)),
    ),
  }
}

// Many packages do not export their manifest: it is looked for above their door.
async function versionOf(name: string): Promise<string> {
  let folder = dirname(createRequire(import.meta.url).resolve(name))
  for (;;) {
    const manifest = await readFile(join(folder, 'package.json'), 'utf8').then(JSON.parse, () => null)
    if (manifest?.name === name) return manifest.version
    if (folder === dirname(folder)) return 'unknown'
    folder = dirname(folder)
  }
}
