/** Where the page of the built app comes from; also its origin. */
export const appOrigin = 'app://galleon'

/**
 * Content-Security-Policy of the window (CSP Level 3): scripts and styles of the app alone, pictures also from `media:`, videos only,
 * no connection anywhere, no frames, no plug-ins.
 *
 * `data:` and `blob:` are there for pictures that the page makes itself; neither can run a script.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' media: data: blob:",
  'media-src media:',
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  // CSP Level 3 §6.7.1; only some browsers know it yet.
  "webrtc 'block'",
].join('; ')
