// The tests read files this way: what is in this package must not know Node.
declare module '*?raw' {
  const text: string
  export default text
}
