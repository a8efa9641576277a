import type { Plugin } from 'vite'

/**
 * Emits `callback.html`: the page, with the code of the session and of the private pages announced in its head. Whoever
 * comes back from the pool needs them, and fetched one after the other they would hold up the token request.
 */
export function callbackPage(chunkNames: readonly string[]): Plugin {
  return {
    name: 'lifeguard-callback-page',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const page = bundle['index.html']
      if (page?.type !== 'asset') throw new Error('Cannot make callback.html: the build has no index.html')
      const preloads = Object.values(bundle)
        .filter((file) => file.type === 'chunk' && chunkNames.includes(file.name))
        .map((file) => `<link rel="modulepreload" crossorigin href="/${file.fileName}">`)
      const source = String(page.source).replace('</head>', `${preloads.join('\n    ')}\n  </head>`)
      this.emitFile({ type: 'asset', fileName: 'callback.html', source })
    },
  }
}
