import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './running-desk.ts'

const run = promisify(execFile)
const names = ['cognito', 'access-token', 'express-bearer-auth', 'react-cognito', 'local-user-pool']

/** What the packages want besides one another, and what their examples do; from the workspace, to need no network. */
const others = {
  'access-token': ['jose', '@types/node'],
  'express-bearer-auth': ['express', '@types/express', 'cors', '@types/cors'],
  'react-cognito': [
    'react',
    'react-dom',
    '@types/react',
    '@types/react-dom',
    'oidc-client-ts',
    'react-oidc-context',
  ],
  'local-user-pool': ['zod'],
}

describe('the packages in a product of their own', { timeout: 120_000 }, () => {
  let product: string

  beforeAll(async () => {
    product = await realpath(await mkdtemp(join(tmpdir(), 'product-')))
    const wanted = names.flatMap((name) => ['--filter-prod', `@lifeguard/${name}`])
    const pack = ['--yes', 'pnpm@12.21.0', ...wanted, 'pack', '--pack-destination', product]
    await run('npx', pack, { cwd: root })
    for (const name of names) await install(name)
    await writeFile(join(product, 'package.json'), '{ "type": "module" }')
  }, 120_000)
  afterAll(() => rm(product, { recursive: true }))

  async function install(name: string): Promise<void> {
    const folder = join(product, 'node_modules/@lifeguard', name)
    await mkdir(folder, { recursive: true })
    // As npm names the tarball of a package in a scope.
    const stem = `@lifeguard/${name}`.slice(1).replace('/', '-')
    const tarball = join(product, `${stem}-0.1.0.tgz`)
    await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'])
    for (const other of Object.entries(others).find(([owner]) => owner === name)?.[1] ?? []) {
      const link = join(product, 'node_modules', other)
      await mkdir(join(link, '..'), { recursive: true })
      await symlink(await realpath(join(root, 'packages', name, 'node_modules', other)), link)
    }
  }

  it('want nothing that only this workspace has', async () => {
    const manifests = names.map((name) =>
      readFile(join(product, 'node_modules/@lifeguard', name, 'package.json'), 'utf8'),
    )

    expect((await Promise.all(manifests)).filter((text) => /workspace:|catalog:|\/src\//.test(text))).toEqual(
      [],
    )
  })

  it('run as plain JavaScript', async () => {
    await writeFile(join(product, 'main.js'), program)

    const { stdout } = await run(process.execPath, [join(product, 'main.js')], { cwd: product })

    expect(JSON.parse(stdout)).toEqual({ withToken: 200, withoutToken: 401 })
  })

  it('bring the command of the local pool', async () => {
    const folder = join(product, 'node_modules/@lifeguard/local-user-pool')
    const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
    const command = join(folder, bin['local-user-pool'])

    const { stdout } = await run(process.execPath, [command, '--help'], { cwd: product })

    expect(stdout).toContain('npx local-user-pool [options]')
    expect(await readFile(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })

  it('have types that a strict compiler takes, as the examples use them', async () => {
    for (const name of names.slice(0, 4)) {
      const examples = join(root, 'packages', name, 'examples')
      for (const file of await readdir(examples)) {
        if (!file.includes('.test.')) await cp(join(examples, file), join(product, 'examples', name, file))
      }
    }
    const compilerOptions = {
      ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
      ...{ target: 'es2022', module: 'nodenext', jsx: 'react-jsx', types: ['node'] },
    }
    await writeFile(
      join(product, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, include: ['examples'] }),
    )

    const compiled = await run('tsc', ['--project', product]).catch((error) => error)

    expect(compiled.stdout).toBe('')
  })
})

const program = `
import { createAccessTokenVerifier } from '@lifeguard/access-token'
import { createBearerAuth, problem } from '@lifeguard/express-bearer-auth'
import { startUserPool } from '@lifeguard/local-user-pool'
import express from 'express'

const pool = await startUserPool()
const clientIds = ['lifeguardweb00000000000001']
const verifier = createAccessTokenVerifier({ pools: [{ issuer: pool.issuer, clientIds }] })
const auth = createBearerAuth({ verify: verifier.verify, resourceMetadataUrl: 'https://api.example.com/metadata' })
const app = express().get('/me', auth.require(), (req, res) => void res.json(auth.principal(req)))
const server = app.use(problem).listen(0, '127.0.0.1', async () => {
  const url = 'http://127.0.0.1:' + server.address().port + '/me'
  const authorization = 'Bearer ' + (await pool.accessTokenFor('user@example.com'))
  const withToken = await fetch(url, { headers: { authorization } })
  const withoutToken = await fetch(url)
  console.log(JSON.stringify({ withToken: withToken.status, withoutToken: withoutToken.status }))
  process.exit()
})
`
