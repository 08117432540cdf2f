import { document, each, pagesFor } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = pagesFor(
  1,
  2,
  (n) => `/strips/${n}/`,
  (n) =>
    document(
      `Night ferry ${n} · Quay strips`,
      `<div id="ask" class="veil shut"><div><h1>Adults only</h1><p>You must be 18 years or older.</p><button>I am 18, enter</button> <a href="https://other.example/">Leave</a></div></div><header><a href="/">Quay strips</a></header><main><h2>Night ferry ${n}</h2>${each(5, (k) => `<img class="sheet" src="/sheets/${n}-${k}.png" width="900" height="1300" alt="">`)}<p><a class="knob" href="/strips/${n + 1}/">Next →</a></p></main>`,
    ),
)

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/sheets/*': '900x1300' }
