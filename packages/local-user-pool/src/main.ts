#!/usr/bin/env node
import module from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`Cannot run on Node ${process.versions.node}: install Node 22.18 or newer\n`)
  process.exitCode = 1
} else {
  // A later start then neither strips types nor compiles again: half the time, and the memory of the stripper.
  module.enableCompileCache()
  const { serve } = await import('./serve.ts')
  await serve(process.argv.slice(2))
}
