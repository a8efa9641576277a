import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { configJson } from './vite/config-json.ts'
import { dropServerRendering } from './vite/drop-server-rendering.ts'
import { dropUnusedMembers } from './vite/drop-unused-members.ts'
import { entryPages } from './vite/entry-pages.ts'
import { precompress } from './vite/precompress.ts'
import { unusedMembers } from './vite/unused-members.ts'

export default defineConfig({
  plugins: [
    react(),
    configJson(process.env),
    dropUnusedMembers(unusedMembers),
    dropServerRendering(),
    entryPages({
      // Whoever comes back from the pool needs the session's code for the token request, and then a private page.
      'callback.html': ['pool-session', 'signed-in', 'private'],
      'index.html': ['home-page'],
      'app.html': [],
    }),
    precompress(),
  ],
  build: {
    // `img-src` and `font-src` allow no `data:` URL, so nothing is inlined.
    assetsInlineLimit: 0,
    // Browsers that know light-dark(): else every colour is written twice.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // One file for each step of a visit: together they compress better than in pieces. A module of the later
        // steps must not be imported by main.tsx, directly or through others: the first step would wait for it.
        codeSplitting: {
          groups: [
            { name: 'app', tags: ['$initial'], priority: 3 },
            { name: 'german', test: /-words\.de\.ts$/, priority: 2 },
            { name: 'contract', test: /api-contract|zod/, priority: 2 },
            {
              name: 'signed-in',
              test: /web\/src\/(private\/(signed-in-header|account-menu|chosen-name|person)|frame\/(timestamp|use-modal)|session-end\/(end-|session-end-words))(?!.*\.de\.ts)/,
              priority: 5,
              includeDependenciesRecursively: false,
            },
            {
              name: 'private',
              test: /tanstack|web\/src\/(api|frame\/toasts|private\/(private-area|drafts|form-field|load-failed|private-words\.ts))|react-cognito\/src\/(api-fetch|refusal)|note-limits/,
              priority: 4,
              includeDependenciesRecursively: false,
            },
          ],
        },
      },
    },
  },
})
