import type { Plugin } from 'vite'

/**
 * React Router's `Link`, `Form` and their server rendering are created, and named for its tools, while the module
 * loads, which tells a bundler to keep them. Said to be pure and left unnamed, what nobody uses goes: 4 KiB (gzip) of
 * every first visit. The app's links are in src/frame/link.tsx.
 */
export function dropServerRendering(): Plugin {
  return {
    name: 'lifeguard-drop-server-rendering',
    apply: 'build',
    transform(code, id) {
      if (!id.includes('react-router/dist')) return undefined
      return code
        .replaceAll(/= (React\$\d\.(?:forwardRef|createContext|memo)\()/g, '= /* @__PURE__ */ $1')
        .replaceAll(/^\w+\.displayName = .*$/gm, '')
    },
  }
}
