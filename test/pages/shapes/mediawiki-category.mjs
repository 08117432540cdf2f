import { document, each, pagesFor } from '../write.mjs'

/** @param {number} first @param {number} last @param {string} links */
const list = (first, last, links) =>
  document(
    'Category:Sundials - Coastal Wiki',
    `<body class="mediawiki ns-14"><div id="content" class="mw-body"><h1 id="firstHeading">Category:Sundials</h1><div id="mw-content-text"><div class="mw-category-generated"><div id="mw-subcategories"><h2>Subcategories</h2><ul><li><a href="/wiki/Category:Wall_sundials">Wall sundials</a></li></ul></div><div id="mw-category-media"><h2>Media in category "Sundials"</h2>${links}<ul class="gallery mw-gallery-traditional">${each(
      last - first + 1,
      (index) => {
        const n = first + index - 1
        return `<li class="gallerybox"><div class="thumb"><a href="/wiki/File:Sundial_${n}.png" class="mw-file-description"><img src="/images/thumb/d/d${n}/Sundial_${n}.png/90px-Sundial_${n}.png" width="90" height="120" alt="" data-file-width="1500" data-file-height="2000"></a></div><div class="gallerytext"><a href="/wiki/File:Sundial_${n}.png" class="galleryfilename">Sundial ${n}.png</a> 1,500 × 2,000; 2 MB</div></li>`
      },
    )}</ul>${links}</div></div></div></div></body>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/wiki/Category:Sundials': list(
    1,
    6,
    '(previous page) (<a href="/w/index.php?title=Category:Sundials&amp;filefrom=Sundial+7.png#mw-category-media" title="Category:Sundials">next page</a>)',
  ),
  '/w/index.php?title=Category:Sundials&filefrom=Sundial+7.png': list(
    7,
    9,
    '(<a href="/w/index.php?title=Category:Sundials&amp;fileuntil=Sundial+7.png#mw-category-media">previous page</a>) (next page)',
  ),
  ...pagesFor(
    1,
    9,
    (n) => `/wiki/File:Sundial_${n}.png`,
    (n) =>
      document(
        `File:Sundial ${n}.png - Coastal Wiki`,
        `<h1 id="firstHeading">File:Sundial ${n}.png</h1><div class="fullImageLink" id="file"><a href="/images/d/d${n}/Sundial_${n}.png"><img src="/images/thumb/d/d${n}/Sundial_${n}.png/450px-Sundial_${n}.png" width="450" height="600" alt=""></a></div>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/images/thumb/*/90px-*': '90x120',
  '/images/thumb/*/450px-*': '450x600',
  '/images/d/*': '1500x2000',
}
