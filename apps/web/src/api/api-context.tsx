import type { ApiFetch } from '@lifeguard/react-cognito'
import { createContext, use } from 'react'
import type { Call } from './client.ts'

/** How the private pages reach the API. */
export interface Api {
  readonly call: Call
  /** Does what the person had to sign in again for, once. */
  readonly carryOut: ApiFetch['carryOut']
  /** The API's public URL, without a trailing slash. */
  readonly url: string
}

export const ApiContext = createContext<Api | null>(null)

/** The API, called as the person who is signed in. */
export function useApi(): Api {
  const api = use(ApiContext)
  if (api === null) throw new Error('Cannot call the API: wrap this component in <ApiContext>')
  return api
}
