import { percentDecoded } from './percent-decoded'

/** A user name and a password, percent-encoded, as they stand in an address. */
export interface Login {
  readonly username: string
  readonly password: string
}

/** An address without the user name and the password that stand in it, and those; null for none. */
export function splitLogin(address: string): { readonly address: string; readonly login: Login | null } {
  if (!address.includes('@') || !URL.canParse(address)) return { address, login: null }
  const url = new URL(address)
  const { username, password } = url
  if (username === '' && password === '') return { address, login: null }
  url.username = ''
  url.password = ''
  return { address: url.href, login: { username, password } }
}

/** The value of `Authorization` and `Proxy-Authorization` for a login (RFC 7617, in UTF-8). */
export function basicCredentials({ username, password }: Login): string {
  const pair = `${percentDecoded(username)}:${percentDecoded(password)}`
  return `Basic ${Buffer.from(pair).toString('base64')}`
}
