import { execFileSync, spawnSync } from 'node:child_process'

const { stdout } = spawnSync('taskset', ['--cpu-list', '--pid', String(process.pid)], { encoding: 'utf8' })

// "pid 42's current affinity list: 0,2-3"
const [firstCore, ...otherCores] = (/: ([\d,-]+)/.exec(stdout ?? '')?.[1]?.split(',') ?? []).flatMap(
  (range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  },
)

/**
 * What runs a program on one core with all its threads, and leaves the others to us. Null where that cannot be had: there
 * is no `taskset`, which is a part of Linux distributions, or no second core.
 */
export const onOneCore: readonly string[] | null =
  firstCore === undefined || otherCores.length === 0 ? null : ['taskset', '--cpu-list', String(firstCore)]

/** Keeps this process, and what it starts without `onOneCore`, off that core from now on. */
export function leaveOneCore(): void {
  execFileSync('taskset', ['--all-tasks', '--cpu-list', '--pid', otherCores.join(), String(process.pid)])
}
