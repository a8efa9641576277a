import type { IncomingMessage } from 'node:http'
import type { NextFunction } from 'express'
import type { Guard } from './guards.ts'

declare const proved: unique symbol

/** Exists in types only: what the guards of a route have proved about its caller. */
type Proof<N> = { readonly [proved]?: N }

/** A request about whose caller something is proved. */
export type RequestWith<N> = { readonly res?: { readonly locals: Proof<N> } | undefined }

/** Of a request, the lines as they came. */
export type RawRequest = Pick<IncomingMessage, 'rawHeaders'>

/** A request handler that lets nobody pass but an `N`, and lets the compiler know. */
export type GuardHandler<N> = (
  req: RequestWith<N> & RawRequest,
  res: { readonly locals: Proof<N> },
  next: NextFunction,
) => void | Promise<void>

/** What all of these guards prove together. */
export type ProvedBy<G extends readonly Guard[]> = G extends readonly [
  Guard<infer N>,
  ...infer Rest extends readonly Guard[],
]
  ? N & ProvedBy<Rest>
  : unknown
