import { lookup } from 'node:dns'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { publicLookup } from '../../address/private-address'
import type { PlainRoute } from './plain-connection'

/** A way to a host without a proxy, as it crosses to another thread. */
export interface PlainRouteFacts {
  readonly key: string
  /** Without brackets. */
  readonly host: string
  readonly port: number
  readonly secure: boolean
  /** Whether HTTP/2 may be spoken there, if the host offers it. */
  readonly http2: boolean
  /** Whether the name must resolve to a public address. */
  readonly guarded: boolean
  /** Certificates that are trusted besides Node's own, as the text of a PEM file; null for none. */
  readonly ca: string | null
}

/** Makes routes of their facts, each once as long as its certificates do not change. */
export function createPlainRoutes(): (facts: PlainRouteFacts) => PlainRoute {
  const routes = new Map<string, { readonly facts: PlainRouteFacts; readonly route: PlainRoute }>()
  let made = 0
  let trusted: { readonly ca: string; readonly context: SecureContext } | null = null
  const trust = (ca: string | null): SecureContext | undefined => {
    if (ca === null) return undefined
    if (trusted?.ca !== ca) trusted = { ca, context: createSecureContext({ ca: [...rootCertificates, ca] }) }
    return trusted.context
  }
  return (facts) => {
    const known = routes.get(facts.key)
    if (known !== undefined && isSame(known.facts, facts)) return known.route
    const { key, host, port, secure, http2, guarded, ca } = facts
    made += 1
    const route = {
      // Connections that were made with other certificates are not those of this route.
      key: `${key} ${made}`,
      host,
      port,
      secure,
      http2: http2 && secure,
      lookup: guarded ? publicLookup(lookup) : lookup,
      secureContext: secure ? trust(ca) : undefined,
    }
    if (routes.size >= mostRoutes) routes.clear()
    routes.set(key, { facts, route })
    return route
  }
}

/** Whether connections may be shared by routes of one key. */
const isSame = (one: PlainRouteFacts, other: PlainRouteFacts) =>
  one.ca === other.ca && one.http2 === other.http2

const mostRoutes = 200
