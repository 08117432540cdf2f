/** Writes a line to the stderr of this process. Never throws: the terminal behind it may have been closed. */
export function writeToStderr(line: string): void {
  // Without a listener EPIPE would be an uncaught exception, which is logged, which writes to stderr, …
  if (process.stderr.listenerCount('error') === 0) process.stderr.on('error', () => undefined)
  try {
    process.stderr.write(`${line}\n`)
  } catch {
    // There is no stderr: a program without a console.
  }
}
