import { describe, expect, it } from 'vitest'
import { HeaderFields, isSecretField, UserAgent } from './header-fields'

describe('header fields', () => {
  it('takes names that are tokens and values of one line', () => {
    const fields = { 'X-Key': 'a b\tc', Accept: '*/*', Cookie: 'a=1', 'x-empty': '', 'X-Name': '名' }
    expect(HeaderFields.parse(fields)).toEqual(fields)
  })

  it.each([
    ['Bad Name', 'x'],
    ['', 'x'],
    ['X:Y', 'x'],
    ['X-A', 'one\r\nX-B: two'],
    ['X-A', 'one\ntwo'],
    ['X-A', 'nul\0'],
    ['Host', 'x'],
    ['content-length', '5'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'close'],
    ['Range', 'bytes=0-'],
    ['If-Range', '"a"'],
    ['Proxy-Authorization', 'Basic x'],
    ['Accept-Encoding', 'br'],
    ['Referer', 'https://example.org'],
  ])('refuses %j: %j', (name, value) => {
    expect(HeaderFields.safeParse({ [name]: value }).success).toBe(false)
  })

  it('takes every field for a secret that is not known to be harmless', () => {
    const secrets = [
      'Authorization',
      'cookie',
      'X-Api-Key',
      'X-CSRF-Token',
      'X-Key',
      'DPoP',
      'X-Csrf',
      'X-Own',
    ]
    const others = ['Accept', 'Accept-Language', 'X-Requested-With', 'DNT', 'Cache-Control', 'Sec-Fetch-Mode']
    expect([...secrets, ...others].filter(isSecretField)).toEqual(secrets)
  })

  it('refuses a user agent of several lines', () => {
    expect(UserAgent.safeParse('one\r\nCookie: two').success).toBe(false)
    expect(UserAgent.parse(' Mine/1 ')).toBe('Mine/1')
  })
})
