import { X509Certificate } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import { readSmallFileSync } from '../disk/read-small-file'

/** Many times the bundle of a whole system, which has some 250 KB. */
const mostBytes = 16 * 1024 ** 2

/** One certificate in PEM (RFC 7468 §5). */
const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
/** Also the older and the longer label, which OpenSSL reads as well. */
const anyCertificate = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----/

/**
 * Reads a PEM file of certificates to trust. A link is followed.
 *
 * Throws an Error that says why the file cannot be used: Node ignores a text without certificates, and then every
 * connection would fail for a reason that does not point to this file.
 */
export function readCertificates(path: string): string {
  const text = readSmallFileSync(path, { mostBytes, links: 'follow' }).toString('utf8')
  if (!anyCertificate.test(text)) {
    throw new Error('there is no certificate in PEM form ("-----BEGIN CERTIFICATE-----") in it')
  }
  for (const [index, [pem]] of [...text.matchAll(certificate)].entries()) {
    if (!isWhole(pem)) throw new Error(`certificate ${index + 1} in it is damaged`)
  }
  createSecureContext({ ca: text })
  return text
}

function isWhole(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}
