#!/usr/bin/env node
import { enableCompileCache } from 'node:module'

// A later start then neither strips types nor compiles again: half the time, and the memory of the stripper.
enableCompileCache()
const { serve } = await import('./serve.ts')
await serve(process.argv.slice(2))
