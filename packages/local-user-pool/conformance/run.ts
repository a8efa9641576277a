import { readFileSync, writeFileSync } from 'node:fs'
import { type Check, isRunnable } from './check.ts'
import { checks } from './checks.ts'
import { readRealTarget, startLocalTarget, type Target } from './target.ts'

type Result = 'holds' | 'differs' | 'not tried'

const guide = new URL('../../../docs/local-pool.md', import.meta.url)
// What follows this line of the guide is ours.
const marker = /(<!-- Written by .* -->\n)[\s\S]*/

// `--write` puts the table into the documentation; without it the script prints it.
const isWriting = process.argv.includes('--write')
const real = readRealTarget(process.env)
if (isWriting && real !== undefined) {
  process.stderr.write('The documentation tells of the local pool: leave the settings of a real one out\n')
  process.exit(1)
}

const target = real ?? (await startLocalTarget())
const results = new Map<Check, Result>()
for (const check of checks) results.set(check, await tryCheck(check, target))
await target.close()

const table = toMarkdown(results)
if (isWriting)
  writeFileSync(
    guide,
    readFileSync(guide, 'utf8').replace(marker, (_rest, line) => `${line}\n${table}`),
  )
else process.stdout.write(table)
if ([...results.values()].includes('differs')) process.exitCode = 1

async function tryCheck(check: Check, target: Target): Promise<Result> {
  if (!isRunnable(check, target)) return 'not tried'
  try {
    await check.run(target)
    return 'holds'
  } catch (error) {
    process.stderr.write(
      `${check.section}: ${check.behaviour}\n  ${error instanceof Error ? error.message : error}\n`,
    )
    return 'differs'
  }
}

function toMarkdown(results: ReadonlyMap<Check, Result>): string {
  const sections = [...new Set([...results.keys()].map(({ section }) => section))]
  const tables = sections.map((name) => {
    const rows = [...results]
      .filter(([{ section }]) => section === name)
      .map(([{ behaviour, tag }, result]) => [behaviour.replaceAll('|', '\\|'), tag, result])
    return `### ${name}\n\n${toTable(['behaviour', 'known from', 'result'], rows)}\n`
  })
  return `${toSummary([...results])}\n\n${tables.join('\n')}`
}

/** Columns are padded, as the formatter of this repository pads them. */
function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_name, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  )
  const toLine = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const rule = widths.map((width) => '-'.repeat(width))
  return [head, rule, ...rows].map(toLine).join('\n')
}

function toSummary(results: readonly (readonly [Check, Result])[]): string {
  const count = (tag: string) => results.filter(([check]) => check.tag === tag).length
  const held = results.filter(([, result]) => result === 'holds').length
  return (
    `${results.length} behaviours, ${held} hold: ${count('documented')} are documented by AWS, ` +
    `${count('observed')} observed by others, ${count('assumed')} assumed.`
  )
}
