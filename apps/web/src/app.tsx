import { CognitoProvider, type Session } from '@lifeguard/react-cognito'
import type { ReactNode } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import type { AppConfig } from './config/config.ts'
import { Frame } from './frame/frame.tsx'
import { HomePage } from './pages/home/home-page.tsx'
import { NotFoundPage } from './pages/problem/not-found-page.tsx'
import { PrivatePage } from './private/private-page.tsx'
import { AccountPage, NotesPage } from './private/private-pages.ts'

/** Every page of the app, and who sees it. */
export function App({ config, session }: { config: AppConfig; session: Session }): ReactNode {
  return (
    <CognitoProvider session={session}>
      <BrowserRouter>
        <Frame>
          <Routes>
            <Route index element={<HomePage />} />
            <Route element={<PrivatePage config={config} />}>
              <Route path="notes" element={<NotesPage />} />
              <Route path="account" element={<AccountPage />} />
            </Route>
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Frame>
      </BrowserRouter>
    </CognitoProvider>
  )
}
