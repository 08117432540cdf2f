import { all, document } from '../write.mjs'

/** @param {number} n */
const attachment = (n) =>
  `<li class="attachment"><div class="attachment-icon attachment-icon--img"><a class="attachment-icon js-lbImage" href="/attachments/kiln-${n}-jpg.${5200 + n}/" target="_blank"><img src="/data/attachments/5/${5200 + n}-a9c${n}.jpg" alt="kiln-${n}.jpg" width="150" height="100" loading="lazy" /></a></div><div class="attachment-name"><a href="/attachments/kiln-${n}-jpg.${5200 + n}/" target="_blank" title="kiln-${n}.jpg">kiln-${n}.jpg</a></div></li>`

/** @param {number} id @param {string} text @param {readonly number[]} files */
const message = (id, text, files) =>
  `<article class="message message--post js-post" id="js-post-${id}"><div class="message-cell message-cell--user"><div class="message-avatar"><a href="/members/ash.${id % 3}/" class="avatar avatar--m"><img src="/data/avatars/m/0/${id % 3}.jpg?168" alt="ash" width="96" height="96" loading="lazy" /></a></div></div><div class="message-cell message-cell--main"><div class="message-content"><div class="bbWrapper">${text}</div>${files.length > 0 ? `<section class="message-attachments"><h4 class="block-textHeader">Attachments</h4><ul class="attachmentList">${all(files, attachment)}</ul></section>` : ''}</div></div></article>`

/** @param {string} messages @param {string} links @param {string} head */
const page = (messages, links, head) =>
  document(
    'Building a kiln | Potters Board',
    `<body data-template="thread_view"><div class="p-pageWrapper"><header class="p-header"><a href="/"><img src="/styles/default/board-logo.png" alt="Potters Board" width="180" height="48" /></a></header><div class="p-body"><div class="p-title"><h1 class="p-title-value">Building a kiln</h1></div><div class="block-outer"><nav class="pageNavWrapper"><div class="pageNav">${links}</div></nav></div><div class="block-container lbContainer">${messages}</div></div></div></body>`,
    `<meta property="og:title" content="Building a kiln"><meta property="og:site_name" content="Potters Board"><meta property="og:url" content="http://site.example/threads/building-a-kiln.88/">${head}`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/threads/building-a-kiln.88/': page(
    message(1, 'The base is ready.', [1, 2, 3]) +
      message(
        2,
        'Looks solid :) <img src="/styles/smilies/smile.png" class="smilie" width="20" height="20" alt=":)">',
        [],
      ) +
      message(3, 'Walls.', [4, 5]),
    '<ul class="pageNav-main"><li class="pageNav-page pageNav-page--current"><a href="/threads/building-a-kiln.88/">1</a></li><li class="pageNav-page"><a href="/threads/building-a-kiln.88/page-2">2</a></li></ul><a href="/threads/building-a-kiln.88/page-2" class="pageNav-jump pageNav-jump--next">Next</a>',
    '<link rel="next" href="/threads/building-a-kiln.88/page-2" />',
  ),
  '/threads/building-a-kiln.88/page-2': page(
    message(4, 'First firing.', [6, 7]),
    '<a href="/threads/building-a-kiln.88/" class="pageNav-jump pageNav-jump--prev">Prev</a><ul class="pageNav-main"><li><a href="/threads/building-a-kiln.88/">1</a></li><li class="pageNav-page--current"><a href="/threads/building-a-kiln.88/page-2">2</a></li></ul>',
    '<link rel="prev" href="/threads/building-a-kiln.88/" />',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/attachments/*': { size: '1920x1280', type: 'image/jpeg' },
  '/data/attachments/*': '150x100',
  '/data/avatars/*': { size: '96x96', type: 'image/jpeg' },
  '/styles/default/*': '180x48',
  '/styles/smilies/*': '20x20',
}
