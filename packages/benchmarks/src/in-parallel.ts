/** Maps a list, that many members at a time; answers in the order of the list. */
export async function inParallel<T, R>(
  list: readonly T[],
  limit: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const entries = list.entries()
  const work = async () => {
    for (const [i, item] of entries) results[i] = await map(item)
  }
  await Promise.all(Array.from({ length: limit }, work))
  return results
}
