import type { Issuer } from '../issuer/start-issuer.ts'
import type { Scene, SceneSettings, Workbench } from '../workbench.ts'
import type { Answer, Observation } from './observation.ts'

// One of the guards demands `aud` and refuses stock tokens; bound to a resource, everybody can accept them.
export const audience = 'https://api.example.com'

/** One or more cases that are observed on the same server, one after the other. */
export interface Experiment {
  readonly settings: SceneSettings
  /** Before the server starts. */
  readonly prepare?: (issuer: Issuer) => Promise<unknown>
  readonly cases: readonly Case[]
  readonly observe: (bench: Workbench, scene: Scene) => Promise<readonly Observation[]>
}

export interface Case {
  readonly title: string
  readonly expected: string
}

/** Asks for the guarded route. */
export async function answerTo({ server }: Scene, token: string | null): Promise<Answer> {
  const response = await fetch(`${server.ready}/hello`, {
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
  })
  await response.arrayBuffer()
  return { status: response.status, challenge: response.headers.get('www-authenticate') }
}
