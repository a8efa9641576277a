import { gate } from './gate.ts'

process.exitCode = await gate({ deadCode: true, vitestArgs: process.argv.slice(2) })
