import { document } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/private/album/5': { status: 302, headers: { location: '/login?next=%2Fprivate%2Falbum%2F5' } },
  '/login?next=%2Fprivate%2Falbum%2F5': document(
    'Sign in - Photo box',
    `<div class="hero"><img src="/static/welcome-1.jpg" width="1200" height="600" alt=""><img src="/static/welcome-2.jpg" width="1200" height="600" alt=""></div><main><h1>Sign in</h1><form method="post" action="/login"><label>E-mail <input type="email" name="email"></label><label>Password <input type="password" name="password"></label><button>Sign in</button></form><p><a href="/signup">Create an account</a></p></main>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/static/welcome-*': '1200x600' }
