import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { configPlugin } from './server/config-plugin.ts'

export default defineConfig({
  plugins: [react(), configPlugin(process.env)],
  build: {
    // `img-src` and `font-src` allow no `data:` URL, so nothing is inlined.
    assetsInlineLimit: 0,
    // Browsers that know light-dark(): else every colour is written twice.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
})
