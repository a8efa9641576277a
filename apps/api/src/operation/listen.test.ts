import { createServer, type Server } from 'node:http'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { listen } from './listen.ts'

// A machine may do without IPv6.
const ownAddresses = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? [])
const hosts = ['127.0.0.1', '::1'].filter((host) => ownAddresses.some(({ address }) => address === host))

describe('listen()', () => {
  const servers: Server[] = []
  afterEach(() => {
    for (const server of servers.splice(0)) server.close()
  })

  function create(): Server {
    const server = createServer((_req, res) => res.end('here'))
    servers.push(server)
    return server
  }

  it.each(hosts)('answers the URL at which %s is reached', async (host) => {
    const url = await listen(create(), { host, port: 0, setting: 'PORT' })

    expect(await (await fetch(url)).text()).toBe('here')
  })

  it.each(hosts)('says that a port of %s is in use, and which setting changes it', async (host) => {
    const { port, host: place } = new URL(await listen(create(), { host, port: 0, setting: 'PORT' }))

    await expect(listen(create(), { host, port: Number(port), setting: 'METRICS_PORT' })).rejects.toThrow(
      `Cannot listen on ${place}: the port is in use; stop what uses it or set METRICS_PORT to another one`,
    )
  })

  it('names HOST where the machine has no such address', async () => {
    await expect(listen(create(), { host: '192.0.2.1', port: 0, setting: 'METRICS_PORT' })).rejects.toThrow(
      /^Cannot listen on 192\.0\.2\.1:0: listen EADDRNOTAVAIL.*; check HOST and METRICS_PORT$/,
    )
  })

  it('keeps no error to itself that comes later', async () => {
    const server = create()
    await listen(server, { host: '127.0.0.1', port: 0, setting: 'PORT' })

    expect(() => server.emit('error', new Error('accept EMFILE'))).toThrow('accept EMFILE')
  })
})
