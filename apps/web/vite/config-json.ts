import type { Plugin } from 'vite'
import { readPublicConfig } from '../server/settings.ts'

/** Answers `/config.json` on Vite's development server, from the same variables as the production server. */
export function configJson(environment: Readonly<Record<string, string | undefined>>): Plugin {
  return {
    name: 'lifeguard-config',
    apply: 'serve',
    configureServer(server) {
      const body = JSON.stringify(readPublicConfig(environment))
      server.middlewares.use('/config.json', (_request, response) => {
        response.setHeader('Content-Type', 'application/json')
        response.end(body)
      })
    },
  }
}
