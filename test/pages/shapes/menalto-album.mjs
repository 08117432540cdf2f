import { document, each, pagesFor } from '../write.mjs'

/** @param {string} title @param {string} body */
const page = (title, body) =>
  document(
    title,
    `<body class="gallery"><div id="gallery" class="safari"><div id="gsHeader"><a href="main.php"><img src="images/galleryLogo_sm.gif" width="107" height="48" alt=""/></a></div><div id="gsNavBar"><div class="gbBreadCrumb"><div class="block-core-BreadCrumb"><a href="main.php?g2_itemId=7" class="BreadCrumb-1">Gallery</a></div></div></div>${body}</div></body>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/main.php?g2_itemId=40': page(
    'Canal boats',
    `<div id="gsContent" class="gcBorder1"><div class="gbBlock gcBackground1"><h2>Canal boats</h2></div><table id="gsThumbMatrix"><tr valign="top">${each(6, (n) => `<td class="giItemCell" style="width: 33%"><div><a href="main.php?g2_itemId=${40 + n * 3}"><img src="main.php?g2_view=core.DownloadItem&amp;g2_itemId=${41 + n * 3}&amp;g2_serialNumber=2" width="150" height="113" class="giThumbnail" alt="Boat ${n}"/></a></div><p class="giTitle">Boat ${n}</p></td>${n % 3 === 0 ? '</tr><tr valign="top">' : ''}`)}</tr></table></div>`,
  ),
  ...pagesFor(
    1,
    6,
    (n) => `/main.php?g2_itemId=${40 + n * 3}`,
    (n) =>
      page(
        `Boat ${n}`,
        `<div id="gsContent"><div class="gbBlock"><h2>Boat ${n}</h2></div><div class="gbBlock"><div class="block-core-Navigator">${n < 6 ? `<div class="next-and-last"><a href="main.php?g2_itemId=${43 + n * 3}" class="next">next</a></div>` : ''}</div></div><div id="gsImageView" class="gbBlock"><a href="main.php?g2_view=core.DownloadItem&amp;g2_itemId=${40 + n * 3}"><img src="main.php?g2_view=core.DownloadItem&amp;g2_itemId=${42 + n * 3}&amp;g2_serialNumber=2" width="640" height="480" id="IFid1" class="ImageFrame_none" alt="Boat ${n}"/></a></div></div>`,
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/main.php?g2_view=core.DownloadItem&g2_itemId={43-60}': { size: '1600x1200', type: 'image/jpeg' },
  '/main.php?g2_view=core.DownloadItem&g2_itemId={44-62}&g2_serialNumber=2': {
    size: '640x480',
    type: 'image/jpeg',
  },
  '/images/galleryLogo_sm.gif': '107x48',
}
