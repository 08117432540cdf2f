import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Certificate, makeCertificate } from '../../../test/servers/certificate'
import { startMariadb, testsMariadb } from '../../../test/servers/mariadb'
import { startPostgres, testsPostgres } from '../../../test/servers/postgres'
import type { TestServer } from '../../../test/servers/server-process'
import { blogSite } from '../../../test/site/blog-site'
import { type Site, startSite } from '../../../test/site/site.mjs'
import { openTestCli, type TestCli } from '../../../test/test-cli'

// Servers that answer by TLS alone, with a certificate for `localhost` that only a test knows.

let bench: TestCli
let site: Site
let server: TestServer | undefined
let certificate: Certificate

beforeEach(async () => {
  bench = openTestCli()
  site = await startSite(blogSite({ articles: 3, encoding: 'utf-8' }))
  certificate = makeCertificate(bench.root)
})
afterEach(async () => {
  await bench.close()
  await site.close()
  await server?.[Symbol.asyncDispose]()
  server = undefined
})

const kinds = [
  { scheme: 'postgres', isThere: testsPostgres, start: startPostgres },
  { scheme: 'mariadb', isThere: testsMariadb, start: startMariadb },
] as const

describe.each(kinds)('a crawl into $scheme over TLS', ({ scheme, isThere, start }) => {
  /** One crawl, in a process that trusts the authority of the test or does not. */
  async function send(host: string, tls: string, isTrusted = false) {
    if (server === undefined) throw new Error('no server')
    const { user, password, port, database } = server
    const to = `${scheme}://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}/articles${tls}`
    const rules = ['--follow', `${site.origin}/u/1/article/details/*`, '--field', 'title=.title-article']
    const words = ['crawl', `${site.origin}/u/1/list/1`, ...rules, '--to', to, '--yes', '--retries', '0']
    const env = isTrusted ? { NODE_EXTRA_CA_CERTS: certificate.authority } : {}
    const { code, out, err } = await bench.start(words, { env: { ...process.env, ...env } }).ended
    expect(out + err).not.toContain(encodeURIComponent(password))
    return { code, said: (out + err).replaceAll(site.origin, '') }
  }

  it.skipIf(!isThere)(
    'sends where the certificate is trusted and has the name, or where the user asks for no check',
    async () => {
      server = await start(certificate)
      for (const [host, tls, isTrusted] of [
        ['localhost', '?tls=verified', true],
        ['127.0.0.1', '?tls=unverified', false],
      ] as const) {
        const { said } = await send(host, tls, isTrusted)
        expect(said).toContain('3 records, 3 new')
        expect(said).not.toContain('wait for')
      }
      for (const [host, tls, isTrusted, reason] of [
        ['localhost', '?tls=verified', false, /certificate/],
        ['127.0.0.1', '?tls=verified', true, /does not match certificate|can only be checked by a name/],
        ['127.0.0.1', '?tls=off', false, /encrypt|pg_hba|Access denied/i],
      ] as const) {
        const { code, said } = await send(host, tls, isTrusted)
        expect(said).toMatch(reason)
        expect(code).not.toBe(0)
        expect(said).not.toContain('3 new')
      }
    },
    120_000,
  )
})
