import { describe, expect, it } from 'vitest'
import { type RepositoryCall, watchCalls } from './watch-calls.ts'

class Shelf {
  readonly #books = ['Emma']
  readonly name = 'shelf'

  async list(prefix: string): Promise<string[]> {
    return this.#books.filter((book) => book.startsWith(prefix))
  }

  async burn(): Promise<void> {
    throw new Error('The shelf is fireproof')
  }

  *stream(): Generator<string> {
    yield* this.#books
  }
}

describe('watchCalls()', () => {
  it('tells of a call when it is over, and answers what the repository does', async () => {
    const calls: RepositoryCall[] = []
    const shelf = watchCalls('books', new Shelf(), (call) => calls.push(call))
    const before = Date.now()

    const listing = shelf.list('E')
    expect(calls).toEqual([])

    expect(await listing).toEqual(['Emma'])
    expect(calls).toEqual([
      {
        operation: 'books.list',
        startedAt: expect.any(Number),
        durationMs: expect.any(Number),
        hasFailed: false,
      },
    ])
    expect(calls[0]?.startedAt).toBeGreaterThanOrEqual(before)
    expect(calls[0]?.durationMs).toBeGreaterThanOrEqual(0)
  })

  it('tells of a failure and leaves it to the caller', async () => {
    const calls: RepositoryCall[] = []
    const shelf = watchCalls('books', new Shelf(), (call) => calls.push(call))

    await expect(shelf.burn()).rejects.toThrow('fireproof')

    expect(calls).toMatchObject([{ operation: 'books.burn', hasFailed: true }])
  })

  it('leaves alone what is no promise', () => {
    const calls: RepositoryCall[] = []
    const shelf = watchCalls('books', new Shelf(), (call) => calls.push(call))

    expect([shelf.name, ...shelf.stream()]).toEqual(['shelf', 'Emma'])
    expect(calls).toEqual([])
  })
})
