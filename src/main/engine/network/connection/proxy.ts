import { FailureError, failure, statusFailure } from '@shared/model/failure'
import { errorFailure } from './error-failures'

/** Whether a proxy speaks SOCKS5. `socks5` and `socks5h` mean the same here: names are resolved by the proxy. */
export function isSocks({ protocol }: URL): boolean {
  return protocol === 'socks5:' || protocol === 'socks5h:'
}

/** Host and port of a proxy. */
export function proxyTarget(proxy: URL): {
  readonly host: string
  readonly port: number
  readonly secure: boolean
} {
  const secure = proxy.protocol === 'https:'
  const port = Number(proxy.port) || (isSocks(proxy) ? 1080 : secure ? 443 : 80)
  return { host: proxy.hostname.replace(/^\[|\]$/g, ''), port, secure }
}

/** A proxy as failures name it: host and port, never its user name and password. */
export function proxyName(proxy: URL): string {
  return `the proxy ${proxy.hostname}:${proxyTarget(proxy).port}`
}

/** What a proxy did wrong; it is not the site's fault. */
export function proxyError(proxy: URL, text: string, cause?: unknown): FailureError {
  return new FailureError(failure('proxy', `${proxyName(proxy)} ${text}`), { cause })
}

/** The failure of reaching a proxy, or of what it has to do before the site is asked. */
export function unreachedProxy(proxy: URL, error: unknown): unknown {
  if (error instanceof FailureError) return error
  const reason = errorFailure(error, 'head')
  if (reason === null) return error
  const what = reason.kind === 'tls' ? 'has no certificate that is trusted' : 'could not be reached'
  return proxyError(proxy, `${what}: ${reason.detail}`, error)
}

/** A proxy wants a name and a password, or others than those in its address. */
export function proxyWantsLogin(proxy: URL, detail = 'asks for a user name and a password'): FailureError {
  return new FailureError(statusFailure(407, `${proxyName(proxy)} ${detail}`))
}
