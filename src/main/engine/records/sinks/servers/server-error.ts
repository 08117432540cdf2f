import { errorCode } from '@shared/model/error-code'
import { FailureError, type SinkTrouble, sinkFailure } from '@shared/model/failure'

/** Codes of Node and of both drivers for a server that cannot be used now, in plain words. */
const network: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'the name of the host is unknown',
  EAI_AGAIN: 'the name of the host cannot be looked up now',
  ETIMEDOUT: 'no answer in time',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOENT: 'the socket is not there: the server does not run',
  PROTOCOL_CONNECTION_LOST: 'the connection broke',
}

/** Of TLS (`node:tls`, OpenSSL): the user has to trust the certificate, or to change the address. */
const certificate =
  /^(?:CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH|HANDSHAKE_|AUTH_)|_CERT/

/** What a system of tables makes of the codes of its server; null: not one of them. */
export type ServerTrouble = (error: unknown) => SinkTrouble | null

/**
 * The failure of a server: what kind of trouble it is, in the server's own words, without the password.
 *
 * The error itself is dropped: that of a driver carries statements, values and settings of the connection.
 */
export function serverFailure(
  error: unknown,
  {
    label,
    password,
    troubleOf,
  }: { readonly label: string; readonly password: string | null; readonly troubleOf: ServerTrouble },
): FailureError {
  if (error instanceof FailureError) return error
  const single = error instanceof AggregateError ? (error.errors[0] ?? error) : error
  const code = errorCode(single)
  const known = Object.hasOwn(network, code) ? network[code] : undefined
  const trouble = known === undefined ? (certificate.test(code) ? 'access' : troubleOf(single)) : 'connection'
  const text = known ?? (single instanceof Error ? single.message : String(single))
  return new FailureError(sinkFailure(trouble ?? 'connection', label, withoutSecret(text, password)))
}

/** Texts shorter than this are in every message by chance. */
const shortestSecret = 3

/** The text with the password taken out, as it is and as addresses write it. */
export function withoutSecret(text: string, password: string | null): string {
  if (password === null || password.length < shortestSecret) return text
  const forms = new Set([
    password,
    encodeURIComponent(password.replaceAll(/[\uD800-\uDFFF]/gu, '\uFFFD')),
    JSON.stringify(password).slice(1, -1),
  ])
  let safe = text
  for (const form of forms) safe = safe.replaceAll(form, '‹redacted›')
  return safe
}
