// Loaded into each server before its own code: a server must not outlive the terminal it was started from, even when
// the desk is killed outright and cannot stop it.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// The channel alone is no reason to go on running.
process.channel?.unref()
