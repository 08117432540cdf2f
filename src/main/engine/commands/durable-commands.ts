import { commandEffects } from '@shared/contract/command-effects'
import type { CommandName, Handlers } from '@shared/contract/commands'

/**
 * The commands, each that changes records answered only when what it changed survives a power cut: users rely on what
 * they were answered.
 *
 * `durable` is that of the storage; a command also fails as it does.
 */
export function durableCommands<N extends CommandName>(
  commands: Handlers<N>,
  durable: () => Promise<void>,
): Handlers<N> {
  const wrapped = new Map<string, unknown>(Object.entries(commands))
  for (const [name, effect] of Object.entries(commandEffects)) {
    const run = wrapped.get(name)
    if (effect !== 'records' || typeof run !== 'function') continue
    wrapped.set(name, async (input: unknown) => {
      const value: unknown = await run(input)
      await durable()
      return value
    })
  }
  // Name and input belong together by the table; the union of all commands cannot express that.
  return Object.fromEntries(wrapped) as unknown as Handlers<N>
}
