import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

describe('runUntilStopped()', () => {
  it('P-15, G-18: closes at the first signal and ends with code 0', async () => {
    const { child, output } = await run('close = async () => log.info({ event: "closed" })')

    child.kill('SIGTERM')

    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await output).toMatchObject([
      { event: 'stopping', reason: 'SIGTERM' },
      { event: 'closed' },
      { event: 'stopped' },
    ])
  })

  it('P-15, G-18: does not wait any longer at the second signal', async () => {
    const { child } = await run('close = () => new Promise(() => console.log("{}"))')

    child.kill('SIGINT')
    await once(child.stdout, 'data')
    child.kill('SIGTERM')

    expect(await once(child, 'exit')).toEqual([1, null])
  })

  it.each([
    ['an error in a timer', 'setTimeout(() => { throw new Error("broken") })', 'uncaughtException'],
    ['a rejection', 'void Promise.reject(new Error("broken"))', 'unhandledRejection'],
  ])('P-14: after %s that nobody caught it closes and ends with code 1', async (_, fault, origin) => {
    const { child, output } = await run(`close = async () => log.info({ event: "closed" }); ${fault}`)

    expect(await once(child, 'exit')).toEqual([1, null])
    expect(await output).toMatchObject([
      { level: 'fatal', event: 'crashed', reason: origin, error: { message: 'broken' } },
      { event: 'closed' },
      { event: 'stopped' },
    ])
  })
})

/** Runs a program under `runUntilStopped`; `output` resolves to its log when it has ended. */
async function run(program: string) {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const { createLog } = await import(${module('../log.ts')})
       const { runUntilStopped } = await import(${module('run-until-stopped.ts')})
       const log = createLog('info')
       let close
       setInterval(() => {}, 60_000)
       runUntilStopped(() => close(), log)
       console.error('ready')
       ${program}`,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const output = text(child.stdout).then((lines) =>
    lines
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  )
  await once(child.stderr, 'data')
  return { child, output }
}
