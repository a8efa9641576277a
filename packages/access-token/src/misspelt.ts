/**
 * The name of `known` that somebody meant who wrote another one: off by two letters at most, or by their case. Short
 * names are left out, since any two of them are close.
 */
export function meant(name: string, known: readonly string[]): string | undefined {
  return known.find(
    (candidate) => candidate.length > 5 && distance(name.toLowerCase(), candidate.toLowerCase()) <= 2,
  )
}

/** How many letters must be put in, taken out or changed to make one text of another (Levenshtein 1965). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...from].entries()) {
    const above = row
    row = [index + 1]
    for (const [column, other] of [...to].entries()) {
      const changed = (above[column] ?? 0) + (letter === other ? 0 : 1)
      row.push(Math.min(changed, (above[column + 1] ?? 0) + 1, (row[column] ?? 0) + 1))
    }
  }
  return row[to.length] ?? 0
}
