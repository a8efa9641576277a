import { createSession } from '@lifeguard/react-cognito'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { App } from './app.tsx'
import { loadConfig } from './config/config.ts'
import { scope } from './config/scope.ts'
import { endSession } from './end-session.ts'
import { forgetOnSignOut } from './forget-on-sign-out.ts'
import { CannotStart } from './frame/cannot-start.tsx'
import { LanguageProvider } from './language/language.tsx'
import { preloadPrivatePage, preloadPublicPage } from './pages.ts'
import './reload-once.ts'

const container = document.getElementById('root')
if (container === null) throw new Error('Cannot start: the page has no element with the id "root"')

// Not awaited here: the chunks that come later import this one, and would wait for it to end.
// What a page throws is reported by its boundary; React would print the message, which may hold what a person wrote.
void start(createRoot(container, { onCaughtError: () => {} }))

async function start(root: Root): Promise<void> {
  // Before the first paint there is the skeleton of index.html; after it, the whole page.
  let page = preloadPublicPage(location.pathname)
  try {
    const config = await loadConfig()
    const session = createSession({
      ...config,
      scope,
      redirectUri: `${location.origin}/callback`,
      signOutUri: `${location.origin}/`,
      onSignOut: (accessToken, signal) => endSession(config, accessToken, signal),
      language: () => document.documentElement.lang,
    })
    forgetOnSignOut(session)
    // Who is signed in is decided before the first paint: no page flashes up that belongs to somebody else.
    await session.boot({
      onRestore: () => {
        page = Promise.all([page, preloadPrivatePage(location.pathname)])
      },
    })
    await page
    root.render(
      <StrictMode>
        <LanguageProvider>
          <App config={config} session={session} />
        </LanguageProvider>
      </StrictMode>,
    )
  } catch (error) {
    root.render(
      <LanguageProvider>
        <CannotStart error={error} />
      </LanguageProvider>,
    )
  }
}
