import { describe, expect, it } from 'vitest'
import { DownloadRequest } from './download-request'

describe('the address of a request', () => {
  it.each([
    // As it was stored when brackets were always escaped, and when a range behind # was one.
    ['https://example.org/a\\[\\]=1', 'https://example.org/a[]=1'],
    ['https://example.org/g#page=[1-5]', 'https://example.org/g#page=[1-5]'],
    ['https://example.org/\\[1-2\\]', 'https://example.org/\\[1-2\\]'],
    ['https://example.org/?tags[]=a&page=[1-2]', 'https://example.org/?tags[]=a&page=[1-2]'],
  ])('%s is read, and is the same after it was stored', (address, canonical) => {
    const request = DownloadRequest.parse({ address, folder: '/f' })
    expect(request.address).toBe(canonical)
    expect(DownloadRequest.parse(request)).toEqual(request)
  })
})

describe('the Referer of a request', () => {
  it('never holds a name and a password (RFC 9110 §10.1.3)', () => {
    const options = { referer: 'http://ann:planted word@example.org/g/1.html?at=a@b' }
    const request = DownloadRequest.parse({ address: 'https://example.org/', folder: '/f', options })
    expect(request.options.referer).toBe('http://example.org/g/1.html?at=a@b')
  })
})
