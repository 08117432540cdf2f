import { z } from 'zod'

/** http, https, socks5 or socks5h address of a proxy; empty: none. */
export const ProxyAddress = z.union([z.literal(''), z.url({ protocol: /^(https?|socks5h?)$/ })])
