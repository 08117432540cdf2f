// Of undici only what one connection needs is loaded: its index brings fetch, WebSocket, caches, cookies and mocks along,
// which would be a third of the program and of the time until it starts.

declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici'
}

declare module 'undici/lib/core/errors.js' {
  export { errors as default } from 'undici'
}
