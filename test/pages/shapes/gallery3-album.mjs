import { document, each, pagesFor } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/gallery3/index.php/Workshops': document(
    'Workshops',
    `<body class="g-album g-view"><div id="doc4" class="yui-t5"><div id="g-header"><a id="g-logo" href="/gallery3/index.php" title="go back"><img width="107" height="48" alt="Gallery logo" src="/gallery3/lib/images/logo.png"/></a><ul class="g-breadcrumbs"><li class="g-first"><a href="/gallery3/index.php?show=8">Gallery</a></li><li class="g-active">Workshops</li></ul></div><div id="g-content"><div id="g-info"><h1>Workshops</h1><div class="g-description">Autumn term</div></div><ul id="g-album-grid" class="ui-helper-clearfix">${each(9, (n) => `<li id="g-item-id-${40 + n}" class="g-item g-photo"><a href="/gallery3/index.php/Workshops/bench_${n}"><img src="/gallery3/var/thumbs/Workshops/bench_${n}.jpg?m=1318" alt="bench_${n}" class="g-thumbnail" width="200" height="150"/></a><h2><span class="ui-icon"></span><a href="/gallery3/index.php/Workshops/bench_${n}">bench_${n}</a></h2><ul class="g-metadata"><li>Views: ${n}</li></ul></li>`)}</ul><ul class="g-paginator"><li class="g-info">1 - 9 of 9</li></ul></div><div id="g-sidebar"><div class="g-block"><h2>Random image</h2><div class="g-image-block"><a href="/gallery3/index.php/Fair/stall_2"><img src="/gallery3/var/thumbs/Fair/stall_2.jpg?m=1" class="g-thumbnail" width="200" height="150" alt="stall_2"></a></div></div></div></div></body>`,
  ),
  ...pagesFor(
    1,
    9,
    (n) => `/gallery3/index.php/Workshops/bench_${n}`,
    (n) =>
      document(
        `bench_${n}`,
        `<body class="g-photo g-view"><div id="g-header"><ul class="g-breadcrumbs"><li><a href="/gallery3/index.php">Gallery</a></li><li><a href="/gallery3/index.php/Workshops?show=${40 + n}">Workshops</a></li><li class="g-active">bench_${n}</li></ul></div><div id="g-item"><ul class="g-paginator"><li>${n > 1 ? `<a href="/gallery3/index.php/Workshops/bench_${n - 1}">Previous</a>` : ''}</li><li class="g-info">${n} of 9</li><li>${n < 9 ? `<a href="/gallery3/index.php/Workshops/bench_${n + 1}">Next</a>` : ''}</li></ul><div id="g-photo"><div class="g-resize"><a href="/gallery3/var/albums/Workshops/bench_${n}.jpg?m=1318" class="g-fullsize-link" title="View full size"><img src="/gallery3/var/resizes/Workshops/bench_${n}.jpg?m=1318" alt="bench_${n}" id="g-photo-id-${40 + n}" class="g-resize" width="640" height="480"/></a></div></div><div id="g-info"><h1>bench_${n}</h1></div></div></body>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/gallery3/var/thumbs/*': '200x150',
  '/gallery3/var/resizes/*': '640x480',
  '/gallery3/var/albums/*': '2560x1920',
  '/gallery3/lib/images/logo.png': '107x48',
}
