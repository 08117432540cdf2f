import { each, pagesFor } from '../write.mjs'

const names = ['Marsh%20orchid', 'Globe%20flower', 'Wood%20sage', 'Yellow%20rattle', 'Water%20avens']
const titles = ['Marsh orchid', 'Globe flower', 'Wood sage', 'Yellow rattle', 'Water avens']

/** @param {string} title @param {string} up @param {string} body */
const page = (title, up, body) =>
  `<!DOCTYPE html><html lang='en'><head><meta charset='UTF-8'><meta name='generator' content='jAlbum 23'><link rel='preload' href='pl-theme.jpg' as='image'><link rel='icon' href='favicon.ico'><title>${title}</title><script src='${up}res/jquery.min.js'></script></head><body><div id='pl-parabody'><div id='pl-paranav'><div id='pl-navleft'><a href='${up}index.html'><img src='${up}res/upTI.svg' alt='Up one level' title='Up one level'></a></div><div class='pl-pagetitleTI'>${title}</div></div><div id='pl-paracontent'>${body}<div class='pl-copyright'>All rights reserved</div></div></div></body></html>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/meadow/index.html': page(
    'Meadow',
    '../',
    `<div class='pl-fthumbbox'><div id='pl-fthumbs'>${each(5, (n) => `<a href='${names[n - 1]}/index.html'><img src='pl-folderthumb${n}.jpg' width='${n % 2 ? 720 : 405}' height='540' alt='' title=''><div class='jg-caption'><div class='pl-foldertitle'>${titles[n - 1]}</div><div class='pl-fcount'>(3 images)</div></div></a>`)}</div></div>`,
  ),
  ...pagesFor(
    1,
    5,
    (n) => `/meadow/${names[n - 1]}/index.html`,
    (n) =>
      page(
        titles[n - 1] ?? '',
        '../',
        `<div class='pl-thumbbox'><div id='pl-thumbs' class='floatbox' data-fb-options='group:1'>${each(3, (i) => `<a href='slides/P${n}0${i}.jpg' data-fb-options='caption:#capt${i}'><img src='thumbs/P${n}0${i}.jpg' width='480' height='360' alt='' title=''></a>`)}</div></div>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/meadow/pl-theme.jpg': '1600x400',
  '/meadow/*/pl-theme.jpg': '1600x400',
  '/meadow/pl-folderthumb{1-5}.jpg': '720x540',
  '/meadow/*/thumbs/*': '480x360',
  '/meadow/*/slides/*': '1920x1440',
  '/res/*': '24x24',
}
