import { Cookie } from 'tough-cookie'
import { z } from 'zod'

/** One cookie as it is kept with its task. */
const SavedCookie = z.object({
  name: z.string(),
  value: z.string(),
  domain: z.string(),
  path: z.string(),
  /** Sent to `domain` alone, not to hosts below it. */
  hostOnly: z.boolean(),
  secure: z.boolean(),
  /** EpochMs; null: as long as the task. */
  expires: z.number().nullable(),
  /** EpochMs. */
  createdAt: z.number(),
})

/** Cookies as text, which does not change when they are sent. */
export function writeSaved(cookies: readonly Cookie[]): string {
  const saved = cookies.map((cookie): z.infer<typeof SavedCookie> => {
    const { key: name, value, secure, expires, creation } = cookie
    return {
      name,
      value,
      domain: cookie.domain ?? '',
      path: cookie.path ?? '/',
      hostOnly: cookie.hostOnly ?? true,
      secure,
      expires: expires instanceof Date ? expires.getTime() : null,
      createdAt: creation instanceof Date ? creation.getTime() : 0,
    }
  })
  return JSON.stringify(saved)
}

/** The cookies of such a text, in their order; none if it is of another form. */
export function readSaved(text: string | null): readonly Cookie[] {
  if (text === null) return []
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return []
  }
  const saved = z.array(SavedCookie).safeParse(value)
  return (saved.data ?? []).map(
    ({ name: key, value, domain, path, hostOnly, secure, expires, createdAt }) =>
      new Cookie({
        key,
        value,
        domain,
        path,
        hostOnly,
        secure,
        expires: expires === null ? 'Infinity' : new Date(expires),
        creation: new Date(createdAt),
        lastAccessed: new Date(createdAt),
      }),
  )
}
