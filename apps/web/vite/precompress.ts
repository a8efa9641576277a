import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

/** Puts the best compression beside every text file of the build, so that no server has to spend time on it. */
export function precompress(): Plugin {
  return {
    name: 'lifeguard-precompress',
    apply: 'build',
    async writeBundle({ dir }) {
      if (dir === undefined) return
      const entries = await readdir(dir, { recursive: true })
      await Promise.all(
        entries
          .filter((entry) => /\.(?:html|js|css|svg|txt)$/.test(entry))
          .map((entry) => compress(join(dir, entry))),
      )
    },
  }
}

async function compress(file: string): Promise<void> {
  const content = await readFile(file)
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  await Promise.all([
    writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 })),
    writeFile(`${file}.br`, await promisify(brotliCompress)(content, { params })),
  ])
}
