import { gate } from './gate.ts'

process.exitCode = await gate({ deadCode: false, vitestArgs: process.argv.slice(2) })
