import type { DownloadRequest } from './model/download-request'
import { isSecretField } from './model/header-fields'
import { withoutUserinfo } from './without-userinfo'

/**
 * The request without what only its user may know: name and password of its address and of its proxy, and secret headers. The very same
 * object when it holds none; else it is marked with `loginGone`.
 */
export function withoutSecrets(request: DownloadRequest): DownloadRequest {
  const address = withoutUserinfo(request.address)
  const { headers = {}, proxy, ...options } = request.options
  const kept = Object.entries(headers).filter(([name]) => !isSecretField(name))
  const shownProxy = proxy === undefined ? undefined : withoutUserinfo(proxy)
  const hasSecret =
    address !== request.address || shownProxy !== proxy || kept.length < Object.keys(headers).length
  if (!hasSecret) return request
  const shown = {
    ...options,
    ...(shownProxy === undefined ? {} : { proxy: shownProxy }),
    ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept) }),
  }
  return { ...request, address, options: shown, loginGone: true }
}
