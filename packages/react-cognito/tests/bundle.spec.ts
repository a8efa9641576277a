import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, inject, it } from 'vitest'

const folder = inject('fixtures').production

/** The files that a page loads before anybody asks for more: the entry and what it imports statically. */
async function firstLoad(): Promise<Map<string, string>> {
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  const files = new Map<string, string>()
  const waiting = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path = '']) => path)
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (files.has(path)) continue
    const text = await readFile(join(folder, path), 'utf8')
    files.set(path, text)
    for (const [, name = ''] of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g))
      waiting.push(`/assets/${name}`)
  }
  return files
}

const oidcOnly = 'No matching state found in storage'

async function filesWith(pattern: RegExp | string): Promise<string[]> {
  const names = await readdir(join(folder, 'assets'))
  const texts = await Promise.all(names.map((name) => readFile(join(folder, 'assets', name), 'utf8')))
  return names.filter((_name, index) => texts[index]?.match(pattern))
}

describe('the bundle of an app', () => {
  it('holds the OpenID code, but not in what an anonymous visitor loads', async () => {
    const loadedFirst = [...(await firstLoad()).keys()].map((path) => path.slice('/assets/'.length))
    const holders = await filesWith(oidcOnly)

    expect(holders).toHaveLength(1)
    expect(loadedFirst.filter((name) => holders.includes(name))).toEqual([])
  })

  it('costs an anonymous visitor less than 75 KiB, React included', async () => {
    const bytes = gzipSync([...(await firstLoad()).values()].join('')).length

    expect(bytes / 1024).toBeLessThan(75)
  })

  it('C-17: holds no secret and asks for no implicit grant', async () => {
    expect(await filesWith(/response_type=token|AKIA[0-9A-Z]{16}|local-machine-secret/)).toEqual([])
  })
})
