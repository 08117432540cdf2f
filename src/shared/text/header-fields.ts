import { z } from 'zod'

/** A token of RFC 9110 §5.6.2: what the name of a field may be. */
const token = /^[!#$%&'*+\-.^_`|~\w]+$/

/** Fields that the transfer computes for each request or that belong to one connection (RFC 9110 §7.6.1). */
const reserved =
  /^(?:host|connection|keep-alive|transfer-encoding|content-length|content-encoding|content-type|upgrade|expect|te|trailer|range|if-.*|accept-encoding|proxy-.*)$/i

/** Fields that say what a client can read or wants, and never who it is. */
const harmless =
  /^(?:accept(?:-.+)?|user-agent|dnt|sec-(?:fetch|ch-ua|gpc)(?:-.+)?|cache-control|pragma|priority|save-data|upgrade-insecure-requests|x-requested-with|referer)$/i

/**
 * Whether the value of a field may be a secret of the user, by its name: it is, unless the field is known to be harmless.
 * A list of the names of secrets would send those that it lacks (`DPoP`, `X-Csrf`) to every host.
 */
export function isSecretField(name: string): boolean {
  return !harmless.test(name)
}

/** Why a name or a value cannot be sent, as a sentence; null when it can. */
export function headerProblem(name: string, value: string): string | null {
  if (!token.test(name)) return `${JSON.stringify(name)} is not the name of a header.`
  if (reserved.test(name)) return `${name} is set by Galleon for each request and cannot be given.`
  if (/^referer$/i.test(name)) return 'The Referer is given by --referer, which also knows none and origin.'
  // A line break would begin another field, or another request (RFC 9110 §5.5).
  if (hasControl(value)) return `The value of ${name} holds a line break or another control character.`
  return null
}

function hasControl(text: string): boolean {
  return Array.from(text).some((char) => (char < ' ' && char !== '\t') || char === '\x7f')
}

/** The value of `User-Agent`: one line, not empty. */
export const UserAgent = z
  .string()
  .trim()
  .min(1)
  .max(1000)
  .refine((text) => !hasControl(text), 'a line break or another control character')

/** Further fields of every request, by name; at most 100 of at most 8,192 characters. */
export const HeaderFields = z
  .record(z.string().max(200), z.string().max(8192))
  .superRefine((fields, context) => {
    const entries = Object.entries(fields)
    if (entries.length > 100) context.addIssue({ code: 'custom', message: 'more than 100 headers' })
    for (const [name, value] of entries) {
      const message = headerProblem(name, value)
      if (message !== null) context.addIssue({ code: 'custom', message, path: [name] })
    }
  })
export type HeaderFields = z.infer<typeof HeaderFields>
