import { describe, expect, it } from 'vitest'
import { proxyExamples, proxyProblem } from './network-section'

describe('the address of a proxy', () => {
  it('may be empty, http, https or socks5', () => {
    for (const text of [
      '',
      'https://user:secret@proxy.example.org:3128',
      'socks5h://127.0.0.1:1080',
      ...proxyExamples,
    ]) {
      expect(proxyProblem(text)).toBeNull()
    }
  })

  it('needs its scheme', () => {
    for (const text of [
      '127.0.0.1:8080',
      'proxy.example.org',
      'ftp://proxy.example.org',
      'socks4://127.0.0.1:1',
    ]) {
      expect(proxyProblem(text)).toBe('scheme')
    }
  })

  it('needs a host and a port that exists', () => {
    for (const text of ['http://', 'socks5://:1080', 'http://127.0.0.1:99999', 'http://a b']) {
      expect(proxyProblem(text)).toBe('invalid')
    }
  })
})
