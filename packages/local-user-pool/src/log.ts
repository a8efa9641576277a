/**
 * A log that takes one line for each sentence and keeps control characters out: what a request held must not write
 * lines of its own, nor speak to the terminal.
 */
export function createLog(write: (line: string) => void): (sentence: string) => void {
  return (sentence) => write(sentence.slice(0, 2000).replaceAll(/\p{Cc}/gu, '�'))
}
