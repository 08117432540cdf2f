import type { Engine } from '../engine/api'

/** Goes on with every task that the end of the last run interrupted; what the person paused stays paused. */
export function continueInterrupted(engine: Engine): void {
  const interrupted = engine
    .snapshot()
    .tasks.filter(({ state }) => state.kind === 'paused' && state.cause.kind === 'quit')
    .map(({ id }) => id)
  if (interrupted.length > 0) void engine.commands.resumeTasks(interrupted)
}
