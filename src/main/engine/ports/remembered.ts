import type { z } from 'zod'

/**
 * One thing that the program remembers between its starts: a row of `settings` under a key of its own.
 *
 * Made once, by `remembered` or `rememberedText`, beside the code that uses it.
 */
export interface Remembered<T> {
  readonly key: string
  /** The value of the saved text; a text that cannot be read, or none, gives the default. */
  read(saved: string | null): T
  write(value: T): string
}

/** Everything that the program remembers; no user edits it. */
export interface RememberedValues {
  get<T>(thing: Remembered<T>): T
  set<T>(thing: Remembered<T>, value: T): void
  /** From now on it has its default. */
  forget(thing: Remembered<unknown>): void
}

/** A thing that is saved as JSON; `otherwise` is its value before it was saved, and when another version saved it. */
export function remembered<T>(key: string, schema: z.ZodType<T>, otherwise: T): Remembered<T> {
  return {
    key,
    read(saved) {
      if (saved === null) return otherwise
      try {
        const value = schema.safeParse(JSON.parse(saved))
        return value.success ? value.data : otherwise
      } catch {
        return otherwise
      }
    },
    write: (value) => JSON.stringify(value),
  }
}

/** A thing that is saved as it is; null before it was saved. */
export function rememberedText(key: string): Remembered<string | null> {
  return { key, read: (saved) => saved, write: (value) => value ?? '' }
}
