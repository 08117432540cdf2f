import { join } from 'node:path'
import { captureChild } from '../../set-up/children.mjs'

/**
 * Makes a certificate for 127.0.0.1 that signs itself and is valid for some days.
 *
 * @param {string} folder where its files go
 * @returns {Promise<{ certificate: string, key: string }>} paths of files in PEM; the first is what clients trust
 * @throws {Error} when openssl cannot be started or fails
 */
export async function makeCertificate(folder) {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  const kind = 'req -x509 -nodes -days 7 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1'
  const name = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-keyout', key, '-out', certificate]
  const { code, errors } = await captureChild('openssl', kind.split(' ').concat(name, files))
  if (code !== 0) throw new Error(errors.trim() || `exit code ${code}`)
  return { certificate, key }
}
