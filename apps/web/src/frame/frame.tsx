import { type ReactNode, useSyncExternalStore } from 'react'
import { useLocation } from 'react-router'
import { useWords } from '../language/language.tsx'
import { SessionEnd } from '../session-end/session-end.tsx'
import { CrashBoundary } from './crash-boundary.tsx'
import { frameWords } from './frame-words.ts'
import { Header } from './header.tsx'
import { Preferences } from './preferences.tsx'
import { SessionNotice } from './session-notice.tsx'

/** Header, content and footer of every page. */
export function Frame({ apiUrl, children }: { apiUrl: string; children: ReactNode }): ReactNode {
  const words = useWords(frameWords)
  const online = useSyncExternalStore(subscribeToConnection, () => navigator.onLine)

  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {words.skip}
      </a>
      <Header apiUrl={apiUrl} />
      <main id="main" className="main" tabIndex={-1}>
        <p role="status" className={online ? 'visually-hidden' : 'notice notice-warn'}>
          {online ? '' : words.offline}
        </p>
        <SessionNotice />
        <SessionEnd />
        <CrashBoundary path={useLocation().pathname}>{children}</CrashBoundary>
      </main>
      <footer className="footer">
        <p>{words.promise}</p>
        <Preferences />
      </footer>
    </div>
  )
}

function subscribeToConnection(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}
