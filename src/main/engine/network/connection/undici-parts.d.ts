// See `undici-client.ts` for why the client comes by this path.

declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici'
}
