/** The value at a rank between 0 and 1; NaN for an empty list. */
export function percentile(values: readonly number[], rank: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(rank * sorted.length))] ?? Number.NaN
}

/** The middle value: one noisy round does not move it. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}
