import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Measurements that live with what they measure, print their own figures and renew their own pages. */
export const otherScripts = ['notes', 'web'] as const
export type OtherScript = (typeof otherScripts)[number]

const files: Record<OtherScript, URL> = {
  notes: new URL('notes/throughput.ts', import.meta.url),
  web: new URL('../../../apps/web/scripts/benchmarks.ts', import.meta.url),
}

/** Runs one in a process of its own; answers whether it succeeded. */
export function runOtherScript(name: OtherScript): Promise<boolean> {
  const child = spawn(process.execPath, [fileURLToPath(files[name])], { stdio: 'inherit' })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0))
  })
}
