// Loaded before the code of each command and of each server: neither must outlive the one that started it, even when
// that one is killed outright and cannot stop it.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))
// The channel alone is no reason to go on running.
process.channel?.unref()
