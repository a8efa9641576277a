import { prepareDatabase } from './api-process.ts'
import buildOnce from './build-once.ts'

/** Once for all browser tests: the build of the app, and an empty database. */
export default async function setUp(): Promise<void> {
  await Promise.all([buildOnce(), prepareDatabase()])
}
