import { runTogether } from './run-together.ts'

process.exitCode = await runTogether('build')
