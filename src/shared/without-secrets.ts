import type { DownloadRequest } from './download-request'
import { isSecretField } from './header-fields'
import { withoutUserinfo } from './without-userinfo'

/**
 * The request without what only its user may know: name and password of its address, and secret headers. The very same
 * object when it holds none; else it is marked with `loginGone`.
 */
export function withoutSecrets(request: DownloadRequest): DownloadRequest {
  const address = withoutUserinfo(request.address)
  const { headers = {}, ...options } = request.options
  const kept = Object.entries(headers).filter(([name]) => !isSecretField(name))
  if (address === request.address && kept.length === Object.keys(headers).length) return request
  const shown = kept.length === 0 ? options : { ...options, headers: Object.fromEntries(kept) }
  return { ...request, address, options: shown, loginGone: true }
}
