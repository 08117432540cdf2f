import { document, each, pagesFor } from '../write.mjs'

/** @param {number} n */
const target = (n) => (n % 3 === 0 ? `/camera/roll/item/${n}` : `/camera/files/${n}.jpg`)

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/camera/roll': document(
    'Kayak days',
    `<h1>Kayak days</h1><ul class="grid">${each(9, (n) => `<li class="cell"><a href="${target(n)}"><img src="/camera/small/${n}.jpg" width="180" height="120" alt=""></a></li>`)}</ul><p><a href="/camera/">All rolls</a></p>`,
  ),
  ...pagesFor(
    1,
    9,
    (n) => `/camera/roll/item/${n}`,
    (n) =>
      document(
        `Kayak days, ${n}`,
        `<h1>Kayak days</h1><figure><img src="/camera/files/${n}.jpg" width="1500" height="1000" alt=""></figure><p><a href="/camera/roll">Back to the roll</a></p>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/camera/small/*': '180x120', '/camera/files/*': '1500x1000' }
