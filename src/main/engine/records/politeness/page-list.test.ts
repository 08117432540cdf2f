import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readPageList } from './page-list'

const encode = (text: string) => new TextEncoder().encode(text)
const day = Date.UTC(2024, 0, 31)

const lists: Readonly<Record<string, string>> = {
  sitemap: `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc> http://a.test/1?x=1&amp;y=2 </loc>
    <lastmod>2024-01-31T00:00:00Z</lastmod><image:image><image:loc>http://a.test/1.jpg</image:loc></image:image></url>
    <url><loc><![CDATA[http://a.test/2]]></loc></url></urlset>`,
  rss: `<rss version="2.0"><channel><title>t</title><item><link>http://a.test/1?x=1&amp;y=2</link><guid>1</guid>
    <pubDate>Wed, 31 Jan 2024 00:00:00 GMT</pubDate></item><item><guid>http://a.test/2</guid></item></channel></rss>`,
  atom: `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry><link rel="edit" href="/e"/>
    <link href="http://a.test/1?x=1&amp;y=2"/><updated>2024-01-31T00:00:00Z</updated></entry>
    <entry><link rel="alternate" href="http://a.test/2"/></entry></feed>`,
  json: JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: 't',
    items: [
      { id: '1', url: 'http://a.test/1?x=1&y=2', date_modified: '2024-01-31T00:00:00Z' },
      { id: '2', external_url: 'http://a.test/2' },
    ],
  }),
}

describe('readPageList', () => {
  it.each(Object.keys(lists))('reads %s, plain and packed', (name) => {
    const expected = {
      kind: 'pages',
      entries: [
        // RSS says when an entry was published, and nothing about its changes.
        { address: 'http://a.test/1?x=1&y=2', modifiedAt: name === 'rss' ? null : day },
        { address: 'http://a.test/2', modifiedAt: null },
      ],
    }
    expect(readPageList(encode(lists[name] ?? ''))).toMatchObject(expected)
    expect(readPageList(gzipSync(encode(lists[name] ?? '')))).toMatchObject(expected)
  })

  it.each([
    ['2024-01-31', Date.UTC(2024, 1, 1, 12)],
    ['2024-02', Date.UTC(2024, 2, 1, 12)],
    ['2023', Date.UTC(2024, 0, 1, 12)],
    [' 2024-01-31T10:20+08:00\n', Date.UTC(2024, 0, 31, 2, 20, 59)],
    ['2024-01-31T10:20:07+08:00', Date.UTC(2024, 0, 31, 2, 20, 7)],
    ['2024-13-01', null],
    ['31.01.2024', null],
  ])('takes lastmod %s as the last second that it may mean', (lastmod, at) => {
    const text = `<urlset><url><loc>http://a.test/1</loc><lastmod>${lastmod}</lastmod></url></urlset>`
    expect(readPageList(encode(text)).entries[0]?.modifiedAt).toBe(at)
  })

  it('reads an index of sitemaps, and a text file of addresses', () => {
    const index = '<sitemapindex><sitemap><loc>http://a.test/s1.xml.gz</loc></sitemap></sitemapindex>'
    expect(readPageList(encode(index))).toMatchObject({
      kind: 'index',
      entries: [{ address: 'http://a.test/s1.xml.gz', modifiedAt: null }],
    })
    expect(readPageList(encode('http://a.test/1\r\n\nhttp://a.test/2\n')).entries).toHaveLength(2)
  })

  it('keeps what stands before a damage', () => {
    const cut = '<urlset><url><loc>http://a.test/1</loc></url><url><loc>http://a.te'
    expect(readPageList(encode(cut))).toMatchObject({ entries: [{ address: 'http://a.test/1' }] })
  })

  it('refuses what is no list, and a bomb', () => {
    expect(() => readPageList(encode('<html><p>no</p></html>'))).toThrow(/neither a sitemap nor a feed/)
    expect(() => readPageList(gzipSync(Buffer.alloc(60_000_000)))).toThrow(/too-large/)
  })

  it('takes no entity of a document type: a billion laughs stay one', () => {
    const bomb = `<!DOCTYPE u [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "&a;&a;&a;&a;">]><urlset><url><loc>http://a.test/&b;</loc></url></urlset>`
    expect(JSON.stringify(readPageList(encode(bomb)))).not.toContain('xxxx')
  })
})
