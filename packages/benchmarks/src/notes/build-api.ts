import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** The API as it is deployed: bundled, in a folder of its own. */
export interface BuiltApi {
  readonly script: string
  remove(): Promise<void>
}

export async function buildApi(): Promise<BuiltApi> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-api-'))
  const build = fileURLToPath(new URL('../../../../apps/api/build.ts', import.meta.url))
  await promisify(execFile)(process.execPath, [build, folder])
  return { script: join(folder, 'main.js'), remove: () => rm(folder, { recursive: true }) }
}
