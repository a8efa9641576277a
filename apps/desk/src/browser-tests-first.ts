import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Starts the browser tests of all projects first: they take longest, and a long file that starts last keeps the whole
 * run waiting. Within each kind vitest's own order stays, which takes larger files first.
 */
export default class BrowserTestsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return [...sorted.filter(isBrowserTest), ...sorted.filter((file) => !isBrowserTest(file))]
  }
}

function isBrowserTest({ moduleId }: TestSpecification): boolean {
  return /\.spec\.tsx?$/.test(moduleId)
}
