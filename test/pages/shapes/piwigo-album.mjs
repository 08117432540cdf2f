import { document, each, pad, pagesFor } from '../write.mjs'

/** @param {number} n */
const stem = (n) => `upload/2019/05/12/2019051214${pad(n)}-a${n}f3`

/** @param {string} title @param {string} body @param {string} [head] */
const page = (title, body, head = '') =>
  document(
    `${title} | Our photos`,
    `<body id="theCategoryPage"><div id="the_page"><div id="menubar"><dl id="mbCategories"><dt><a href="index.php?/categories">Albums</a></dt><dd><ul><li class="selected"><a href="index.php?/category/12">Botanic garden</a> <span class="menuInfoCat">[8]</span></li><li><a href="index.php?/category/13">Zoo</a> <span class="menuInfoCat">[22]</span></li></ul></dd></dl><dl id="mbIdentification"><dt>Identification</dt><dd><form method="post" action="identification.php"><input type="text" name="username"><input type="password" name="password"><input type="submit" value="Submit"></form></dd></dl></div><div id="content">${body}</div></div><div id="copyright">Powered by <a href="http://piwigo.example" class="Piwigo">Piwigo</a></div></body>`,
    `<base href="http://site.example/gallery/">${head}`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/gallery/index.php?/category/12': page(
    'Botanic garden',
    `<div class="titrePage"><ul class="categoryActions"><li><a href="index.php?/category/12&amp;display=large" title="large">L</a></li></ul><h2><a href="/gallery/">Home</a> / <a href="index.php?/category/12">Botanic garden</a></h2></div><ul class="thumbnails" id="thumbnails">${each(8, (n) => `<li class="gthumb"><span class="wrap1"><span class="wrap2"><a href="picture.php?/${100 + n}/category/12"><img class="thumbnail" src="_data/i/${stem(n)}-th.jpg" alt="DSC_0${n}" title="DSC_0${n} (2 visits)"></a></span><span class="thumbLegend"><span class="thumbName">DSC_0${n}</span></span></span></li>`)}</ul>`,
    '<link rel="start" title="Home" href="/gallery/"><link rel="canonical" href="index.php?/category/12">',
  ),
  ...pagesFor(
    1,
    8,
    (n) => `/gallery/picture.php?/${100 + n}/category/12`,
    (n) =>
      page(
        `DSC_0${n}`,
        `<div id="imageHeaderBar"><div class="browsePath"><a href="/gallery/">Home</a> / <a href="index.php?/category/12">Botanic garden</a> / <h2>DSC_0${n}</h2></div></div><div id="imageToolBar"><div class="imageNumber">${n}/8</div><div class="navigationButtons">${n > 1 ? `<a href="picture.php?/${99 + n}/category/12" title="Previous : DSC_0${n - 1}" class="pwg-state-default"><span>Previous</span></a>` : ''}${n < 8 ? `<a href="picture.php?/${101 + n}/category/12" title="Next : DSC_0${n + 1}"><span>Next</span></a>` : ''}</div></div><div id="theImageAndInfos"><div id="theImage"><img src="_data/i/${stem(n)}-me.jpg" width="792" height="528" alt="DSC_0${n}" id="theMainImage" usemap="#mapmedium" title="DSC_0${n}"><p class="pwg-switch"><a href="javascript:phpWGOpenWindow('./${stem(n)}.jpg','xxx','scrollbars=yes,toolbar=no,status=no,resizable=yes')" rel="nofollow">Original</a></p></div><div id="infos"><dl><dt>Visits</dt><dd>2</dd></dl></div><div id="navThumbs">${n > 1 ? `<a class="navThumb" href="picture.php?/${99 + n}/category/12" rel="prev"><img src="_data/i/${stem(n - 1)}-sq.jpg" alt="DSC_0${n - 1}"></a>` : ''}${n < 8 ? `<a class="navThumb" href="picture.php?/${101 + n}/category/12" rel="next"><img src="_data/i/${stem(n + 1)}-sq.jpg" alt="DSC_0${n + 1}"></a>` : ''}</div></div>`,
        n < 8 ? `<link rel="next" title="DSC_0${n + 1}" href="picture.php?/${101 + n}/category/12">` : '',
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/gallery/_data/i/*-th.jpg': '144x96',
  '/gallery/_data/i/*-sq.jpg': '120x120',
  '/gallery/_data/i/*-me.jpg': '792x528',
  '/gallery/upload/*.jpg': '3600x2400',
}
