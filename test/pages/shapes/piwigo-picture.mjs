import { document } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/picture.php?/212/category/fog': document(
    'Pier | Coast pictures',
    `<body id="thePicturePage"><div id="content"><div id="imageHeaderBar"><div class="browsePath"><a href="/">Home</a> / <a href="index.php?/category/fog">Fog</a><span class="levelSeparator"> / </span><h2>Pier</h2></div></div><div id="imageToolBar"><div class="imageNumber">2/3</div><div class="actionButtons"><a id="downloadSwitchLink" class="pwg-state-default pwg-button" href="action.php?id=212&amp;part=e&amp;download" title="Download this file" rel="nofollow"><span class="pwg-icon pwg-icon-save"></span><span class="pwg-button-text">Download</span></a></div><div class="navigationButtons"><a href="picture.php?/211/category/fog" title="Previous : Bell"><span>Previous</span></a><a href="picture.php?/213/category/fog" title="Next : Rail"><span>Next</span></a></div></div><div id="theImageAndInfos"><div id="theImage"><img src="_data/i/upload/2020/01/pier-me.jpg" width="792" height="594" alt="Pier.jpg" id="theMainImage" title="Pier"></div><div id="infos"><div id="standard" class="imageInfoTable"><div class="imageInfo"><dt>Dimensions</dt><dd>4000*3000</dd></div></div><div id="navThumbs"><a class="navThumb" href="picture.php?/211/category/fog" rel="prev"><span class="thumbHover prevThumbHover"></span><img src="_data/i/upload/2020/01/bell-sq.jpg" alt="Bell"></a><a class="navThumb" href="picture.php?/213/category/fog" rel="next"><span class="thumbHover nextThumbHover"></span><img src="_data/i/upload/2020/01/rail-sq.jpg" alt="Rail"></a></div></div></div></div></body>`,
    '<link rel="prev" title="Bell" href="picture.php?/211/category/fog"><link rel="next" title="Rail" href="picture.php?/213/category/fog"><link rel="canonical" href="picture.php?/212">',
  ),
  '/picture.php?/213/category/fog': document(
    'Rail | Coast pictures',
    `<body id="thePicturePage"><div id="content"><div class="browsePath"><a href="/">Home</a> / <a href="index.php?/category/fog">Fog</a> / <h2>Rail</h2></div><div id="theImage"><img src="_data/i/upload/2020/01/rail-me.jpg" width="792" height="594" alt="Rail.jpg" id="theMainImage"></div></div></body>`,
    '<link rel="canonical" href="picture.php?/213">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/_data/i/upload/2020/01/*-me.jpg': '792x594',
  '/_data/i/upload/2020/01/*-sq.jpg': '120x120',
  '/action.php?id=212&part=e&download': { size: '4000x3000', type: 'image/jpeg' },
}
