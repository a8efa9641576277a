import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

export type Preset = 'mobile' | 'desktop'

/** Scores from 0 to 100, by category, and some of what they are made of. */
export interface LighthouseRun {
  readonly scores: ReadonlyMap<string, number>
  readonly milliseconds: ReadonlyMap<string, number>
}

const version = '13.5.0'
const timings = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index']

/**
 * Lets Lighthouse look at a page. It is fetched when it is needed (npx): its hundred packages would weigh on every
 * install of the repository.
 */
export function runLighthouse(url: string, preset: Preset, browserPath: string): Promise<LighthouseRun> {
  // Now and then it loses its browser. Once more, rather than to lose what was measured before.
  return look(url, preset, browserPath).catch(() => look(url, preset, browserPath))
}

async function look(url: string, preset: Preset, browserPath: string): Promise<LighthouseRun> {
  const { stdout } = await promisify(execFile)(
    'npx',
    [
      '--yes',
      `lighthouse@${version}`,
      url,
      '--quiet',
      '--output=json',
      '--only-categories=performance,accessibility,best-practices,seo',
      '--chrome-flags=--headless --no-sandbox --disable-gpu --disable-quic',
      ...(preset === 'desktop' ? ['--preset=desktop'] : []),
    ],
    { env: { ...process.env, CHROME_PATH: browserPath }, maxBuffer: 64 * 1024 * 1024 },
  )
  return readReport(JSON.parse(stdout))
}

function readReport(report: {
  categories: Readonly<Record<string, { score: number }>>
  audits: Readonly<Record<string, { numericValue?: number }>>
}): LighthouseRun {
  const scores = Object.entries(report.categories).map(
    ([name, { score }]) => [name, Math.round(score * 100)] as const,
  )
  const milliseconds = timings.map(
    (name) => [name, Math.round(report.audits[name]?.numericValue ?? 0)] as const,
  )
  return { scores: new Map(scores), milliseconds: new Map(milliseconds) }
}

/** The rows of a table: each category and timing with the median of all runs. */
export function toLighthouseRows(runs: readonly LighthouseRun[]): readonly string[] {
  const names = [...(runs[0]?.scores.keys() ?? [])]
  return [
    ...names.map((name) => {
      const scores = runs.map((run) => run.scores.get(name) ?? 0)
      return `| ${name} | **${median(scores)}** | ${scores.join(', ')} |`
    }),
    ...timings.map((name) => {
      const values = runs.map((run) => run.milliseconds.get(name) ?? 0)
      return `| ${name} | ${median(values)} ms | ${values.join(', ')} |`
    }),
  ]
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
