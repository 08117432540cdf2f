import { request } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { type Fault, type Site, startSite } from '../../../../test/site/site.mjs'
import { readPublished, smallFile } from './published-file'

let site: Site | null = null
afterEach(() => site?.close())

/** Serves this text at every path, with what goes wrong at some. */
async function read(
  body: Buffer | Iterable<Buffer>,
  fault: (path: string) => Fault | null = () => null,
  bounds = smallFile,
) {
  site = await startSite({
    content: () => ({ type: 'text/yaml', body }),
    fault: ({ path }) => fault(path),
  })
  return await readPublished(request, new URL('/a?v=1', site.origin), bounds)
}

const text = Buffer.from('version: 1.0.0 用户\n')

/** More than any memory holds. */
function* endless() {
  for (;;) yield Buffer.alloc(64 * 1024, 'x')
}

describe('a small file of the publisher', () => {
  it('is read, also from where its address leads to', async () => {
    await expect(read(text)).resolves.toBe(text.toString())
    const moved = (path: string): Fault | null =>
      path.startsWith('/a') ? { kind: 'redirect', to: '/b' } : null
    await site?.close()
    await expect(read(text, moved)).resolves.toBe(text.toString())
    expect(site?.visits.map(({ path }) => path)).toEqual(['/a?v=1', '/b'])
  })

  it('has an end in size', async () => {
    await expect(read(endless())).rejects.toThrow('larger than 262144 bytes')
  })

  it('has an end in time', async () => {
    const never = new Promise<void>(() => {})
    const late = read(text, () => ({ kind: 'hold', until: never }), {
      ...smallFile,
      limitMs: 200,
    })
    await expect(late).rejects.toThrow('took too long')
  })

  it.each<[Fault, string]>([
    [{ kind: 'redirect', to: '/a' }, 'redirected too often'],
    [{ kind: 'redirect', to: 'file:///etc/passwd' }, 'no web address'],
    [{ kind: 'status', status: 404 }, 'status 404'],
    [{ kind: 'status', status: 204 }, 'status 204'],
  ])('is refused behind %j', async (fault, words) => {
    await expect(read(text, () => fault)).rejects.toThrow(words)
    expect(site?.visits.length).toBeLessThan(10)
  })
})
