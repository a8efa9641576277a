import { Component, type ReactNode } from 'react'
import { CrashNotice } from './crash-notice.tsx'

interface Crash {
  readonly id: string | null
  readonly path: string
}

/**
 * Catches what a page throws while it renders, so that header, sign-out and the other pages stay: another `path` is
 * another chance.
 */
export class CrashBoundary extends Component<{ path: string; children: ReactNode }, Crash> {
  override state: Crash = { id: null, path: this.props.path }

  static getDerivedStateFromError(): Partial<Crash> {
    return { id: crypto.randomUUID() }
  }

  static getDerivedStateFromProps({ path }: { path: string }, crash: Crash): Crash | null {
    return path === crash.path ? null : { id: null, path }
  }

  override componentDidCatch(error: unknown): void {
    // The name says what kind of fault it is; a message may hold what the person wrote.
    console.error(`Page crashed: ${error instanceof Error ? error.name : 'unknown'} (${this.state.id})`)
  }

  override render(): ReactNode {
    return this.state.id === null ? this.props.children : <CrashNotice crashId={this.state.id} />
  }
}
