import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Runs what a change must pass, cheapest first, and answers the exit code. The last line printed is always
 * `N passed, N failed`: vitest's reporter writes it, or the step that stopped the run.
 */
export async function gate(options: { deadCode: boolean; vitestArgs: readonly string[] }): Promise<number> {
  const root = process.env.LIFEGUARD_ROOT ?? process.cwd()
  const steps = [
    ...workspaceFolders(root).map((folder) => ({
      title: `types in ${folder}`,
      bin: 'tsc',
      args: ['--noEmit'],
      folder,
    })),
    { title: 'lint and format', bin: 'biome', args: ['check', '--error-on-warnings'], folder: '.' },
    ...(options.deadCode ? [{ title: 'dead code', bin: 'knip', args: [], folder: '.' }] : []),
  ]

  console.log(`Checking types, lint and format${options.deadCode ? ', dead code' : ''} …`)
  for (const { title, bin, args, folder } of steps) {
    if ((await run(root, folder, bin, args)) === 0) continue
    console.log(`Failed: ${title}\n0 passed, 1 failed`)
    return 1
  }
  console.log('Running the tests …')
  return run(root, '.', 'vitest', ['run', '--config', 'vitest.workspace.ts', ...options.vitestArgs])
}

function workspaceFolders(root: string): string[] {
  return ['apps', 'packages']
    .flatMap((group) => readdirSync(join(root, group)).map((name) => join(group, name)))
    .filter((folder) => existsSync(join(root, folder, 'tsconfig.json')))
}

function run(root: string, folder: string, bin: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const path = `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`
    const child = spawn(join(root, 'node_modules', '.bin', bin), args, {
      cwd: join(root, folder),
      stdio: 'inherit',
      env: { ...process.env, PATH: path },
    })
    child.on('close', (code) => resolve(code ?? 1))
  })
}
