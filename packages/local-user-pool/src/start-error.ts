/** The pool cannot start, for a reason outside it: a port in use, a folder that cannot be written. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
