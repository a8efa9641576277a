import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, 'must-not-compile')
const compiler = join(createRequire(import.meta.url).resolve('typescript/package.json'), '../bin/tsc')

describe('what must not compile', () => {
  const { stdout } = spawnSync(process.execPath, [compiler, '--project', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  })
  const errors = stdout.split('\n').filter((line) => line.includes('error TS'))
  const errorsIn = (file: string) => errors.filter((line) => line.startsWith(file))

  it.each(readdirSync(folder).filter((file) => file.endsWith('.ts') && file !== 'parts.ts'))('%s', (file) => {
    const [, expected] = /^\/\/ (TS\d+: .*)$/m.exec(readFileSync(join(folder, file), 'utf8')) ?? []
    if (expected === undefined) throw new Error('Cannot tell which error is meant: the file does not name it')

    expect(errorsIn(file)).toHaveLength(1)
    expect(errorsIn(file)[0]).toContain(expected)
  })

  it('everything around them compiles', () => {
    expect(errorsIn('parts.ts')).toEqual([])
    expect(errors.filter((line) => line.startsWith('..'))).toEqual([])
  })
})
