import { describe, expect, it } from 'vitest'
import { ask, createApp, getThing } from '../testing/doors.ts'

describe('answerProblems()', () => {
  it('breaks off an answer that has begun, so that nobody takes it for complete', async () => {
    const app = createApp(({ mountPage }) => {
      mountPage('/broken', (_req, res) => {
        res.write('half')
        throw new Error('broken')
      })
      mountPage('/whole', (_req, res) => void res.end('whole'))
    })

    await expect(ask(app, '/broken').then((response) => response.text())).rejects.toThrow()
    expect(await (await ask(app, '/whole')).text()).toBe('whole')
  })

  it('logs why it cannot answer now as a warning, under the id that the caller gets', async () => {
    const lines: string[] = []
    const down = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
    const app = createApp(({ mount }) => mount(getThing, () => Promise.reject(down)), {
      write: (line) => void lines.push(line),
    })

    const response = await ask(app, '/things/7')

    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2'])
    const { instance } = JSON.parse(await response.text())
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      {
        level: 'warn',
        event: 'unavailable',
        requestId: instance.replace('urn:uuid:', ''),
        reason: 'database-unavailable',
        error: { message: 'connect ECONNREFUSED' },
      },
    ])
  })
})
