import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** A certificate for `localhost` alone, and the authority that signed it: paths of PEM files. */
export interface Certificate {
  readonly authority: string
  readonly certificate: string
  readonly key: string
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] })
}

/** Makes both in a folder. */
export function makeCertificate(folder: string): Certificate {
  const place = (name: string) => join(folder, name)
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const authority = { key: place('authority.key'), certificate: place('authority.pem') }
  const made = { key: place('server.key'), certificate: place('server.pem') }
  openssl(
    'req',
    '-x509',
    ...curve,
    '-subj',
    '/CN=Test',
    '-keyout',
    authority.key,
    '-out',
    authority.certificate,
  )
  const signedBy = ['-CA', authority.certificate, '-CAkey', authority.key, '-x509']
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const isNone = ['-addext', 'basicConstraints=critical,CA:FALSE']
  openssl('req', ...signedBy, ...curve, ...name, ...isNone, '-keyout', made.key, '-out', made.certificate)
  return { authority: authority.certificate, ...made }
}
