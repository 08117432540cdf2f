import type { EpochMs } from '@shared/model/units'
import { type CookieJar, createCookieJar } from './cookie-jar'

/** Changes of this long are saved together. */
const saveAfterMs = 250

/** Where a task's cookies outlive its requests. */
export interface CookiePlace {
  /** What was saved last; null: nothing. */
  readonly saved: string | null
  /** Must not throw. null: there are none any more. */
  save(text: string | null): void
}

/** A jar that is saved a moment after it changed, however often it changes. */
export interface KeptCookies {
  readonly jar: CookieJar
  /** Saves what has changed now: before anything is told that needs the cookies. */
  flush(): void
}

/** Without a place, cookies live as long as the jar. */
export function keepCookies(place: CookiePlace | undefined, now: () => EpochMs): KeptCookies {
  let timer: NodeJS.Timeout | undefined
  let changed: (() => string | null) | undefined

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    const save = changed
    changed = undefined
    if (save !== undefined) place?.save(save())
  }
  const jar = createCookieJar({
    saved: place?.saved ?? null,
    now,
    onChange: (save) => {
      changed = save
      timer ??= setTimeout(flush, saveAfterMs)
    },
  })
  return { jar, flush }
}
