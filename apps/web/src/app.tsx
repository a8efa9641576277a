import { CognitoProvider, type Session } from '@lifeguard/react-cognito'
import { type ReactNode, Suspense } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import type { AppConfig } from './config/config.ts'
import { Frame } from './frame/frame.tsx'
import { LoadingPage } from './frame/loading-page.tsx'
import { AccountPage, AdminPage, ConsolePage, HomePage, NotesPage, NotFoundPage } from './pages.ts'
import { PrivatePage } from './private/private-page.tsx'

/** Every page of the app, and who sees it. */
export function App({ config, session }: { config: AppConfig; session: Session }): ReactNode {
  return (
    <CognitoProvider session={session}>
      <BrowserRouter>
        <Frame apiUrl={config.apiUrl}>
          <Suspense fallback={<LoadingPage />}>
            <Routes>
              <Route index element={<HomePage />} />
              <Route element={<PrivatePage config={config} />}>
                <Route path="notes" element={<NotesPage />} />
                <Route path="account" element={<AccountPage passkeys={config.passkeys === true} />} />
                <Route path="console" element={<ConsolePage />} />
                <Route path="admin" element={<AdminPage />} />
              </Route>
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </Suspense>
        </Frame>
      </BrowserRouter>
    </CognitoProvider>
  )
}
