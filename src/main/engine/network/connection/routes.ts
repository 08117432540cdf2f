import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction, Socket } from 'node:net'
import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import { FailureError, failure } from '@shared/model/failure'
import type { NetworkSettings } from '@shared/model/settings'
import { isAllowed, publicLookup, refusePrivateHost } from '../../address/private-address'
import { openSocket } from './connect'
import { type Route, targetOf } from './connection'
import { errorFailure } from './error-failures'
import { isSocks } from './proxy'

/** Settings and system of the routes. */
export interface RoutePorts {
  readonly network: () => NetworkSettings
  readonly proxy: () => string
  readonly lookup: LookupFunction
  /** The text of a PEM file of trusted certificates; throws an Error that says why the file cannot be used. */
  readonly readCertificates: (path: string) => string
}

/** Finds the way to a host: its proxy, its trust, and whether the names on it must resolve to public addresses. */
export interface Routes {
  /**
   * `ownProxy` counts instead of the settings'; empty: none.
   *
   * Throws blocked-address for a private host that is not allowed, tls for certificates that cannot be read.
   */
  find(url: URL, allowPrivate: ReadonlySet<string>, ownProxy: string | undefined): Route
  /** Certificates are read again. */
  forget(): void
}

/** Routes by the present settings of proxy and certificates. */
export function createRoutes({ network, proxy, lookup, readCertificates }: RoutePorts): Routes {
  const isSystemLookup = lookup === systemLookup
  const sessions = new Map<string, Buffer>()
  let trusted: { readonly caFile: string; readonly text: string; readonly context: SecureContext } | undefined

  const trust = (caFile: string | null): typeof trusted => {
    if (caFile === null) return undefined
    if (trusted?.caFile !== caFile) {
      try {
        const text = readCertificates(caFile)
        trusted = { caFile, text, context: createSecureContext({ ca: [...rootCertificates, text] }) }
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error)
        throw new FailureError(failure('tls', `certificates in ${caFile}: ${text}`), { cause: error })
      }
    }
    return trusted
  }

  return {
    find: (url, allowPrivate, ownProxy) => {
      const { caFile, allowPrivate: alsoAllowed, http2 } = network()
      const allowed = isAllowed(url, allowPrivate, alsoAllowed)
      if (!allowed) refusePrivateHost(url)
      const address = ownProxy ?? proxy()
      const via = address === '' ? null : new URL(address)
      // A plain request goes to an HTTP proxy as it is; everything else needs a tunnel.
      const absolute = via !== null && !isSocks(via) && url.protocol === 'http:'
      const guarded = !allowed && via === null
      const { origin } = absolute ? via : url
      const key = [origin, guarded, absolute ? '' : (via?.href ?? ''), caFile ?? ''].join(' ')
      const certificates = trust(caFile)
      const plain = { key, ...targetOf({ origin }), http2, guarded, ca: certificates?.text ?? null }
      return {
        origin,
        key,
        plain: via === null && isSystemLookup ? plain : null,
        connect: {
          proxy: absolute ? null : via,
          asProxy: absolute ? via : null,
          lookup: guarded ? publicLookup(lookup) : lookup,
          secureContext: certificates?.context,
          sessions,
        },
      }
    },
    forget: () => {
      trusted = undefined
      // A resumed session is not verified again: it must not outlive what it was verified with.
      sessions.clear()
    },
  }
}

/**
 * Opens a connection of its own to the host of an address that this program names itself, ready for HTTP: the proxy and the
 * certificates of the settings count, also for a private host. The caller closes it.
 *
 * Throws FailureError (refused, proxy, tls, auth …) or the signal's reason.
 */
export async function openOwn(routes: Routes, url: URL, signal: AbortSignal): Promise<Socket> {
  const { connect } = routes.find(url, new Set([url.host]), undefined)
  // A tunnel also where a plain request would go to the proxy as it is: the caller knows of no proxy
  const options = { ...connect, proxy: connect.proxy ?? connect.asProxy, asProxy: null }
  try {
    return await openSocket(targetOf(url), options, signal)
  } catch (error) {
    const known = errorFailure(error, 'head')
    throw known === null ? error : new FailureError(known, { cause: error })
  }
}
