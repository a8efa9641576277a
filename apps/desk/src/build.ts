import { spawn } from 'node:child_process'

// Each app knows how it is built; pnpm runs them side by side.
const child = spawn('npx', ['--yes', 'pnpm@12.21.0', '--recursive', '--if-present', 'run', 'build'], {
  cwd: process.env.LIFEGUARD_ROOT ?? process.cwd(),
  stdio: 'inherit',
})
child.on('close', (code) => {
  process.exitCode = code ?? 1
})
