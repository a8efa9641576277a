import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { answerParent } from '../child-process/answer-parent.ts'
import type { ContenderName } from './names.ts'
import type { CreateContender, GuardSettings } from './settings.ts'

/** What a server under test can be asked, besides requests. */
export type ContenderProtocol = {
  /** CPU time since start, all threads, in milliseconds. */
  cpuMs: (_: null) => number
  /** After a full garbage collection, in bytes. */
  memory: (_: null) => { readonly heap: number; readonly resident: number; readonly peak: number }
  /** The 99th percentile since the last question, in milliseconds. */
  takeEventLoopDelay: (_: null) => number
}

// Each is loaded alone: the others' code is no part of its start or its memory.
const contenders: Record<ContenderName, () => Promise<{ createContender: CreateContender }>> = {
  unguarded: () => import('./unguarded.ts'),
  lifeguard: () => import('./lifeguard.ts'),
  jose: () => import('./jose.ts'),
  'aws-jwt-verify': () => import('./aws-jwt-verify.ts'),
  'express-oauth2-jwt-bearer': () => import('./express-oauth2-jwt-bearer.ts'),
  'express-jwt': () => import('./express-jwt.ts'),
  'passport-jwt': () => import('./passport-jwt.ts'),
  'hono-jwk': () => import('./hono-jwk.ts'),
  'fastify-jwt-jwks': () => import('./fastify-jwt-jwks.ts'),
}

const [name, settings]: [ContenderName, GuardSettings] = JSON.parse(process.argv[2] ?? '[]')
const { createContender } = await contenders[name]()
const server = await createContender(settings)
server.listen(0, '127.0.0.1')
await new Promise((resolve) => server.once('listening', resolve))

let delay: ReturnType<typeof monitorEventLoopDelay> | undefined

answerParent<ContenderProtocol>(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
  cpuMs: () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  },
  memory: () => {
    globalThis.gc?.()
    globalThis.gc?.()
    const { heapUsed, external, rss } = process.memoryUsage()
    // maxRSS is in kilobytes.
    return { heap: heapUsed + external, resident: rss, peak: process.resourceUsage().maxRSS * 1024 }
  },
  takeEventLoopDelay: () => {
    const p99Ms = (delay?.percentile(99) ?? 0) / 1e6
    delay?.disable()
    // Its own resolution is part of every value: a timer that fires late by nothing reads 10 ms.
    delay = monitorEventLoopDelay({ resolution: 10 })
    delay.enable()
    return p99Ms
  },
})
