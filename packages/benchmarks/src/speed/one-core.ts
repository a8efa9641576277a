import { spawnSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** Whether a process can be kept on one core while others have the rest: `taskset` is a part of Linux distributions. */
export const canKeepToOneCore = availableParallelism() > 1 && spawnSync('taskset', ['--version']).status === 0

/** Runs a program on the first core alone, with all its threads. */
export const onOneCore: readonly string[] = ['taskset', '--cpu-list', '0']
