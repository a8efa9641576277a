import { createContext, use } from 'react'
import type { Call } from './client.ts'

export const ApiContext = createContext<Call | null>(null)

/** Calls the API as the person who is signed in. */
export function useApi(): Call {
  const call = use(ApiContext)
  if (call === null) throw new Error('Cannot call the API: wrap this component in <ApiContext>')
  return call
}
