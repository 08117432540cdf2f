import { each, pagesFor } from '../write.mjs'

/** @param {string} title @param {string} body */
const page = (title, body) =>
  `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" dir="ltr"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>Railway pictures - ${title}</title></head>
<body><table width="100%" class="maintable_outer"><tr><td><a href="index.php"><img src="themes/curve/images/coppermine-logo.png" border="0" alt="" /></a><h1>Railway pictures</h1><a href="login.php" title="Log me in">Login</a> | <a href="thumbnails.php?album=lastup">Last uploads</a></td></tr></table>${body}<div class="footer">Powered by Coppermine</div></body></html>`

/** @param {number} n */
const view = (n) => `displayimage.php?album=5&amp;pid=${300 + n}#top_display_media`

/** @param {number} first @param {number} count @param {string} tabs */
const list = (first, count, tabs) =>
  page(
    'Steam - Engines',
    `<table align="center" width="100%" cellspacing="1" cellpadding="0" class="maintable"><tr><td class="statlink"><a href="index.php">Home</a> &gt; <a href="index.php?cat=2">Steam</a> &gt; <a href="thumbnails.php?album=5">Engines</a></td></tr><tr><td class="tableh1" colspan="4"><h2>Engines</h2></td></tr><tr>${each(
      count,
      (index) => {
        const n = first + index - 1
        return `<td valign="top" class="thumbnails" width="25%" align="center"><table width="100%" cellpadding="0" cellspacing="0"><tr><td align="center"><a href="${view(n)}" class="thumbLink"><img src="albums/userpics/10001/thumb_engine${n}.jpg" class="image thumbnail" width="100" height="75" border="0" alt="engine${n}.jpg" title="Filename=engine${n}.jpg" /><br /></a><span class="thumb_title">Engine ${n}</span></td></tr></table></td>${n % 4 === 0 ? '</tr><tr>' : ''}`
      },
    )}</tr><tr><td colspan="4"><table><tr><td class="tableh1">9 files on 2 page(s)</td>${tabs}</tr></table></td></tr></table>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/thumbnails.php?album=5': list(
    1,
    6,
    '<td class="tableb_alternate">1</td><td class="navmenu"><a href="thumbnails.php?album=5&amp;page=2">2</a></td><td class="navmenu"><a href="thumbnails.php?album=5&amp;page=2"><img src="images/icons/right.png" border="0" width="16" height="16" alt="Next" /></a></td>',
  ),
  '/thumbnails.php?album=5&page=2': list(
    7,
    3,
    '<td class="navmenu"><a href="thumbnails.php?album=5&amp;page=1">1</a></td><td class="tableb_alternate">2</td>',
  ),
  ...pagesFor(
    301,
    309,
    (id) => `/displayimage.php?album=5&pid=${id}`,
    (id) =>
      page(
        `Engines - Engine ${id - 300}`,
        `<table class="maintable"><tr><td class="navmenu"><a href="thumbnails.php?album=5&amp;page=1" class="navmenu_pic"><img src="images/icons/thumbnails.png" width="16" height="16" alt="" /></a></td><td class="navmenu"><a href="displayimage.php?album=5&amp;pid=${id - 1}#top_display_media" title="Previous">&lt;</a> <a href="displayimage.php?album=5&amp;pid=${id + 1}#top_display_media" title="Next">&gt;</a></td></tr><tr><td align="center" class="display_media"><a href="javascript:;" onclick="MM_openBrWindow('displayimage.php?pid=${id}&amp;fullsize=1','a1','scrollbars=yes,width=1616,height=1216')"><img src="albums/userpics/10001/normal_engine${id - 300}.jpg" width="400" height="300" class="image" border="0" alt="engine${id - 300}.jpg" title="Click to view full size image" /></a></td></tr></table><table class="maintable"><tr><td class="film_strip">${each(3, (index) => `<a href="displayimage.php?album=5&amp;pid=${id - 2 + index}#top_display_media"><img src="albums/userpics/10001/thumb_engine${id - 302 + index}.jpg" class="strip_image" border="0" height="75" width="100" alt="" /></a>`)}</td></tr></table>`,
      ),
  ),
  ...pagesFor(
    301,
    309,
    (id) => `/displayimage.php?pid=${id}&fullsize=1`,
    (id) =>
      `<html><head><title>Click image to close window</title></head><body><table width="100%"><tr><td align="center"><a href="javascript: window.close()"><img src="albums/userpics/10001/engine${id - 300}.jpg" class="image" width="1600" height="1200" border="0" alt="" id="fullsize_image" /></a></td></tr></table></body></html>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/albums/userpics/10001/thumb_engine*.jpg': '100x75',
  '/albums/userpics/10001/normal_engine{1-9}.jpg': '400x300',
  '/albums/userpics/10001/engine{1-9}.jpg': '1600x1200',
  '/themes/curve/images/coppermine-logo.png': '240x60',
  '/images/icons/*': '16x16',
}
