import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy'

const directives = new Map(
  contentSecurityPolicy.split('; ').map((directive): [string, string] => {
    const [name = '', ...sources] = directive.split(' ')
    return [name, sources.join(' ')]
  }),
)

describe('contentSecurityPolicy', () => {
  it('allows nothing that it does not name', () => {
    expect(directives.get('default-src')).toBe("'none'")
  })

  it.each(['script-src', 'style-src', 'connect-src', 'font-src', 'worker-src'])(
    'keeps %s to the app itself',
    (name) => {
      expect(directives.get(name)).toBe("'self'")
    },
  )

  it.each(['object-src', 'base-uri', 'form-action', 'frame-src', 'frame-ancestors'])('forbids %s', (name) => {
    expect(directives.get(name)).toBe("'none'")
  })

  it('forbids WebRTC where the browser knows the directive', () => {
    expect(directives.get('webrtc')).toBe("'block'")
  })

  it('lets no page evaluate text, run inline code or reach the web', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('plays videos by number alone', () => {
    expect(directives.get('media-src')).toBe('media:')
  })

  it('shows pictures of the app, by number, and those that the page makes', () => {
    expect(directives.get('img-src')).toBe("'self' media: data: blob:")
  })
})
