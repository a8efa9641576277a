import { globSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startUserPool } from '@lifeguard/local-user-pool'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createDataFolder } from '../../src/testing/databases.ts'
import { environmentFor } from '../../src/testing/environment-for.ts'
import { runProgram } from '../../src/testing/run-program.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
const [library = ''] = globSync('/usr/lib/*/faketime/libfaketime.so.1')
const isMissing = library === ''
const hour = 3600

if (isMissing && process.env.LIFEGUARD_REQUIRE_ALL_SUITES === '1') {
  throw new Error('Cannot move the clock: install the Debian package "faketime"')
}

/** An API of its own process, whose wall clock can be moved. Key sets are old after one second, and useless after two more. */
async function startMovable() {
  const [pool, folder] = await Promise.all([startUserPool(), createDataFolder()])
  const clock = join(folder, 'clock')
  const move = (seconds: number) => writeFile(clock, `${seconds < 0 ? '' : '+'}${seconds}\n`)
  await move(0)
  const api = runProgram(main, {
    ...environmentFor(pool),
    DATA_DIR: folder,
    KEY_SET_MAX_AGE_SECONDS: '1',
    KEY_SET_STALE_SECONDS: '2',
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  })
  const url = await api.listening
  onTestFinished(async () => {
    api.stop('SIGKILL')
    await Promise.all([api.ended, pool.close()])
    await rm(folder, { recursive: true })
  })

  /** The status of `GET /me` for a token that is good between these moments, in seconds from now on. */
  async function statusOf([from, to]: readonly [number, number]): Promise<number> {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iat: now + from, auth_time: now + from, exp: now + to }
    const token = await pool.accessTokenFor('user@example.com', { claims })
    return (await fetch(`${url}/notes`, { headers: { authorization: `Bearer ${token}` } })).status
  }
  return { api, url, pool, move, statusOf }
}

describe.skipIf(isMissing)('O-07: a wall clock that jumps', () => {
  it('moves what tokens are compared with, and nothing else', async () => {
    const { api, url, move, statusOf } = await startMovable()
    const statuses = async () => [
      await statusOf([-2 * hour, -60]),
      await statusOf([-60, 60]),
      await statusOf([hour - 60, 2 * hour]),
    ]

    expect(await statuses()).toEqual([401, 200, 401])
    await move(hour)
    expect(await statuses()).toEqual([401, 401, 200])
    await move(-hour)
    expect(await statuses()).toEqual([200, 401, 401])

    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    api.stop('SIGTERM')
    expect(await api.ended).toEqual({ code: 0, stderr: '' })
  })

  it('lets a key set of before an outage live no longer', async () => {
    const { pool, move, statusOf } = await startMovable()
    expect(await statusOf([-2 * hour, 2 * hour])).toBe(200)

    pool.faults.set({ endpoints: { keySet: { status: 500 } } })
    await move(-hour)

    await vi.waitUntil(async () => (await statusOf([-2 * hour, 2 * hour])) === 503, {
      timeout: 20_000,
      interval: 200,
    })
    pool.faults.clear()
    await vi.waitUntil(async () => (await statusOf([-2 * hour, 2 * hour])) === 200, {
      timeout: 20_000,
      interval: 200,
    })
  })
})
