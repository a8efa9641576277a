import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { freePorts } from '../../tests/free-ports.ts'

it('lets the program end though the browser keeps a connection in reserve', { timeout: 30_000 }, async () => {
  const [port = 0] = await freePorts(1)
  const program = `
    import { connect } from 'node:net'
    import { awaitCallback } from '${new URL('await-callback.ts', import.meta.url).href}'

    const onListening = () => {
      const reserve = connect(${port}, '127.0.0.1', () => fetch('http://127.0.0.1:${port}/callback?state=s&code=c'))
      reserve.unref()
    }
    console.log(await awaitCallback({ port: ${port}, state: 's', issuer: 'i', onListening }))`
  const words = ['--input-type=module', '--eval', program]

  const { stdout } = await promisify(execFile)(process.execPath, words, { timeout: 20_000 })

  expect(stdout).toBe('c\n')
})
