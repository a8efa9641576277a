import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './running-desk.ts'

const isOurs = (file: string) => !/(^|\/)(node_modules|dist|\.data)(\/|$)/.test(file)
const find = (...patterns: string[]) => globSync(patterns, { cwd: root }).filter(isOurs)
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const withoutCode = (text: string) => text.replaceAll(/```.*?```/gs, '').replaceAll(/`[^`\n]*`/g, '')

const pages = find('*.md', 'docs/**/*.md', '{apps,packages}/*/**/*.md')
const readme = read('README.md')
const manifests = find('{apps,packages}/*/package.json')

describe('the documentation', () => {
  it('leads to files and headings that are there', () => {
    const links = pages.flatMap((page) =>
      [...withoutCode(read(page)).matchAll(/(?:\]\(<?|(?:src|srcset)=")([^()\s>"]+)/g)].map(
        ([, to = '']) => ({ page, to }),
      ),
    )
    const dead = links.filter(({ page, to }) => !/^(https?|mailto):/.test(to) && !leads(page, to))

    expect(links.length).toBeGreaterThan(50)
    expect(dead).toEqual([])
  })

  it('names no setting that nothing reads', () => {
    const sources = find('{apps,packages}/**/*.{ts,tsx,mjs,json,py,sh}', '.ci/run', 'docs/examples/*')
      .map(read)
      .join('\n')
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(([, name = '']) => name),
    )

    expect(new Set(named).size).toBeGreaterThan(10)
    expect([...new Set(named)].filter((name) => !sources.includes(name))).toEqual([])
  })

  it('leaves out no setting that a program reads', () => {
    const files = find('apps/api/src/settings/read-settings.ts', 'apps/{web/server,desk/src}/**/*settings.ts')
    const text = pages.map(read).join('\n')
    const named = files.flatMap((file) => read(file).match(/\b[A-Z]+(?:_[A-Z]+)+\b/g) ?? [])

    expect(new Set(named).size).toBeGreaterThan(30)
    expect([...new Set(named)].filter((name) => !new RegExp(`\`${name}\\b`).test(text))).toEqual([])
  })

  it('names every event of the log, every metric and what the API alone gives as a reason', () => {
    const guide = read('docs/operating-the-api.md')
    const sources = find('apps/api/src/**/*.ts')
      .filter((file) => !/\.test\.ts$|\/testing\//.test(file))
      .map(read)
      .join('\n')
    const words = [...sources.matchAll(/\b(?:event|reason): '([a-z-]+)'/g)].map(([, word = '']) => word)
    const metrics = [...sources.matchAll(/\.create(?:Histogram|Counter|ObservableGauge)\('([a-z0-9._]+)'/g)]
    const names = [...words, ...metrics.map(([, name = '']) => name.replaceAll('.', '_'))]

    expect(new Set(words).size).toBeGreaterThan(15)
    expect(metrics.length).toBeGreaterThan(10)
    expect(names.filter((name) => !new RegExp(`\`${name}(_total)?\``).test(guide))).toEqual([])
  })

  it('lists every decision', () => {
    const index = read('docs/decisions/README.md')
    const missing = find('docs/decisions/[0-9]*.md').filter((page) => {
      const title = /^# (.+)$/m.exec(read(page))?.[1]
      return !index.includes(`- [${title}](${basename(page)})`)
    })

    expect(missing).toEqual([])
  })
})

describe('the README', () => {
  it('has every app and package on its map', () => {
    const folders = manifests.map((file) => dirname(file))

    expect(folders.filter((folder) => !new RegExp(`^${folder} `, 'm').test(readme))).toEqual([])
  })

  it('draws the imports as the manifests allow them', () => {
    const drawing = /```\n(web → [\s\S]*?)```/.exec(readme)?.[1] ?? ''
    const drawn = [...drawing.matchAll(/[\w-]+(?: → [\w-]+(?:, [\w-]+)*)+/g)].flatMap(([chain]) =>
      toArrows(chain),
    )
    const allowed = manifests.flatMap((file) => {
      const { dependencies = {} }: { dependencies?: object } = JSON.parse(read(file))
      return Object.keys(dependencies)
        .filter((name) => name.startsWith('@lifeguard/'))
        .map((name) => `${basename(dirname(file))} → ${basename(name)}`)
    })

    expect([...new Set(drawn)].sort()).toEqual(allowed.sort())
  })

  it('names commands that there are, and leaves none out that one types', () => {
    const { scripts }: { scripts: object } = JSON.parse(read('package.json'))
    const inTable = [...readme.matchAll(/^\| `pnpm ([a-z-]+)`/gm)].map(([, name]) => name)

    expect([...inTable, 'start'].sort()).toEqual(Object.keys(scripts).sort())
  })
})

function leads(page: string, to: string): boolean {
  const [path = '', anchor] = to.split('#')
  const target = path === '' ? page : join(dirname(page), decodeURIComponent(path))
  if (!existsSync(join(root, target))) return false
  return anchor === undefined || anchorsOf(read(target)).includes(anchor)
}

/** As the common renderers make them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
}

/** `a → b → c, d` is a → b, b → c and b → d. */
function toArrows(chain: string): string[] {
  const steps = chain.split(' → ').map((step) => step.split(', '))
  return steps.slice(1).flatMap((names, index) => names.map((name) => `${steps[index]?.at(-1)} → ${name}`))
}
