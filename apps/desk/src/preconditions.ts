import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import type { Service } from './services.ts'

/** Says in one sentence why the services could not run here, or `undefined` when they can. */
export async function findObstacle(
  services: readonly Service[],
  dataDir: string,
): Promise<string | undefined> {
  return dataDirObstacle(dataDir) ?? (await portObstacle(services))
}

function dataDirObstacle(dataDir: string): string | undefined {
  try {
    makeFolder(dataDir)
    accessSync(dataDir, constants.W_OK)
    return undefined
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown fault'
    return `Cannot write to the data folder "${dataDir}" (${code}): make it writable, or set DATA_DIR to another one`
  }
}

// One by one, since `recursive: true` never returns for a folder below /proc (Node 24).
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}

async function portObstacle(services: readonly Service[]): Promise<string | undefined> {
  for (const { name, ports } of services) {
    for (const [setting, port] of Object.entries(ports)) {
      if (await isFree(port)) continue
      return `Cannot start the ${name}: port ${port} is in use; stop what listens there (perhaps another "npm start"), or set ${setting} to another one`
    }
  }
  return undefined
}

async function isFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1']) {
    if (!(await canListen(port, host))) return false
  }
  return true
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    // Only an occupied port counts: a machine without IPv6 refuses "::1" for another reason.
    server.once('error', (error) => resolve(!('code' in error) || error.code !== 'EADDRINUSE'))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
