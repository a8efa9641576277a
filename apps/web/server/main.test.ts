import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('says in one sentence what is missing, and exits with 1', async () => {
  const { exitCode, stderr } = await runServer({})

  expect(exitCode).toBe(1)
  expect(stderr).toMatch(/^Cannot read the settings: COGNITO_ISSUER is missing.*\n$/)
})

it('says in one sentence that its port is in use, and exits with 1', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0

  const { exitCode, stderr } = await runServer({
    WEB_HOST: '127.0.0.1',
    WEB_PORT: String(port),
    WEB_DIRECTORY: join(import.meta.dirname, '../.vite/browser-tests'),
    COGNITO_ISSUER: 'http://127.0.0.1:9329/us-east-1_Lifeguard',
    COGNITO_DOMAIN: 'http://127.0.0.1:9330',
    WEB_CLIENT_ID: 'example',
    API_URL: 'http://localhost:3000',
  })
  other.close()

  expect(exitCode).toBe(1)
  expect(stderr).toBe(`Cannot listen on 127.0.0.1:${port}: the port is in use; set WEB_PORT to another one\n`)
})

function runServer(
  environment: Record<string, string>,
): Promise<{ exitCode: number | null; stderr: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], { env: environment })
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk)
  })
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ exitCode, stderr })))
}
