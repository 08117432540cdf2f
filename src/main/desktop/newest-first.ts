/**
 * Lets at most `limit` calls of `run` be under way; of those that wait the newest goes first: what was just scrolled
 * into sight is wanted before what went out of it.
 */
export function newestFirst<A, T>(
  limit: number,
  run: (argument: A) => Promise<T>,
): (argument: A) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (argument) => {
    if (running < limit) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await run(argument)
    } finally {
      // The place goes over to the next one without becoming free, so the limit can never be passed.
      const next = waiting.pop()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
