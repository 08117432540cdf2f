import { Settings } from '@shared/model/settings'

/** Addresses that show how a proxy is written. */
export const proxyExamples = ['http://127.0.0.1:8080', 'socks5://127.0.0.1:1080'] as const

export type ProxyProblem = 'scheme' | 'invalid'

/** What is wrong with a proxy's address, or null; empty means no proxy. */
export function proxyProblem(text: string): ProxyProblem | null {
  if (text === '') return null
  if (!/^(?:https?|socks5h?):\/\//i.test(text)) return 'scheme'
  if (!URL.canParse(text) || new URL(text).hostname === '') return 'invalid'
  return Settings.shape.proxy.safeParse(text).success ? null : 'invalid'
}
