// Runs before the first paint: a stored choice of colours must win without a flash of the other one.
try {
  const theme = localStorage.getItem('lifeguard.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is blocked: the system's colours apply.
}
