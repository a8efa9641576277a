import { spawnSync } from 'node:child_process'

const { stdout } = spawnSync('taskset', ['--cpu-list', '--pid', String(process.pid)], { encoding: 'utf8' })

// "pid 42's current affinity list: 0-1": the first of at least two.
const firstCore = /: (\d+)[,-]/.exec(stdout ?? '')?.[1]

/**
 * What runs a program on one core with all its threads, and leaves the others to us. Null where that cannot be had: there
 * is no `taskset`, which is a part of Linux distributions, or no second core.
 */
export const onOneCore: readonly string[] | null =
  firstCore === undefined ? null : ['taskset', '--cpu-list', firstCore]
