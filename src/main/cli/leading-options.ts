/** Options of every command that take a value, short and long. */
const withValue = ['--data-dir', '-c', '--config'] as const
const flags = ['--json', '--verbose', '--quiet'] as const

/**
 * Puts options of every command that stand before the command behind its name, where they are read: `-v get ADDRESS`
 * becomes `get -v ADDRESS`. Everything else stays where it is, so that a wrong option is refused by its name.
 */
export function moveLeadingOptions(args: readonly string[]): readonly string[] {
  let at = 0
  for (;;) {
    const width = widthOf(args[at])
    if (width === 0 || at + width > args.length) break
    at += width
  }
  const command = args[at]
  if (at === 0 || command === undefined || command.startsWith('-')) return args
  return [command, ...args.slice(0, at), ...args.slice(at + 1)]
}

/** How many words an option of every command takes; 0: it is none. */
function widthOf(word: string | undefined): number {
  if (word === undefined) return 0
  if (withValue.some((name) => name === word)) return 2
  if (flags.some((name) => name === word) || /^-[vq]+$/.test(word)) return 1
  const isJoined = /^--(?:data-dir|config)=/.test(word) || /^-[vq]*c./.test(word)
  if (isJoined) return 1
  return /^-[vq]+c$/.test(word) ? 2 : 0
}
