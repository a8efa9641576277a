const mark = 'lifeguard.reloaded-for'

// A page that was opened before a deployment asks for files that are gone. One reload brings the new ones; if the same
// file is missing again, the error reaches the page. https://vite.dev/guide/build#load-error-handling
window.addEventListener('vite:preloadError', (event) => {
  // Without a network the file is not gone, and a reload would lose the page as well.
  if (!navigator.onLine) return
  try {
    const file = event.payload.message
    if (sessionStorage.getItem(mark) === file) return
    sessionStorage.setItem(mark, file)
    event.preventDefault()
    location.reload()
  } catch {
    // Without storage nothing could stop a second reload: the page shows the error instead.
  }
})
