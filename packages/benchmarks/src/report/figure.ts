/** One figure that the project promises, and what came out. */
export interface Figure {
  /** As numbered in the list of figures, or a short name. */
  readonly id: string
  readonly claim: string
  readonly target: string
  readonly measured: string
  readonly met: boolean
}
