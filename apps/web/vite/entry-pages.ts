import type { Plugin } from 'vite'

/**
 * Makes one HTML file for each way into the app. They differ only in the chunks that they announce in their head,
 * named by `pages`: what is announced is not fetched one after the other. `index.html` serves as the model.
 */
export function entryPages(pages: Readonly<Record<string, readonly string[]>>): Plugin {
  return {
    name: 'lifeguard-entry-pages',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const model = bundle['index.html']
      if (model?.type !== 'asset') throw new Error('Cannot make the entry pages: the build has no index.html')
      const html = String(model.source)
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')

      for (const [fileName, names] of Object.entries(pages)) {
        const preloads = names.map((name) => {
          const chunk = chunks.find((candidate) => candidate.name === name)
          if (!chunk) throw new Error(`Cannot make ${fileName}: the build has no chunk "${name}"`)
          return `  <link rel="modulepreload" crossorigin href="/${chunk.fileName}">\n  `
        })
        const source = html.replace('</head>', `${preloads.join('')}</head>`)
        if (fileName === 'index.html') model.source = source
        else this.emitFile({ type: 'asset', fileName, source })
      }
    },
  }
}
