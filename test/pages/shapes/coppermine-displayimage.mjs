import { each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/cpg/displayimage.php?pid=77': `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>Bridges - Old bridge</title></head><body>
<h1>Bridges</h1><table class="maintable"><tr><td class="statlink"><a href="index.php">Home</a> &gt; <a href="thumbnails.php?album=3">Stone</a></td></tr></table>
<table align="center" class="maintable"><tr><td align="center" class="display_media"><table><tr><td align="center"><a href="javascript:;" onclick="MM_openBrWindow('displayimage.php?pid=77&amp;fullsize=1','x','width=1816,height=1216')"><img src="albums/stone/normal_oldbridge.jpg" class="image" width="400" height="267" border="0" alt="Click to view full size image" /></a></td></tr></table><h1 class="pic_title">Old bridge</h1></td></tr></table>
<table class="maintable"><tr><td class="film_strip">${each(5, (n) => `<a href="displayimage.php?album=3&amp;pid=${74 + n}#top_display_media"><img src="albums/stone/thumb_${n === 3 ? 'oldbridge' : `b${n}`}.jpg" class="strip_image" width="100" height="67" border="0" alt="" /></a>`)}</td></tr></table>
<table class="maintable"><tr><td>Rate this file</td><td>${each(5, (n) => `<img src="themes/curve/images/rate_empty.png" width="16" height="16" alt="${n}" />`)}</td></tr></table></body></html>`,
  '/cpg/displayimage.php?pid=77&fullsize=1': `<html><head><title>Click image to close window</title></head><body><a href="javascript: window.close()"><img src="albums/stone/oldbridge.jpg" width="1800" height="1200" border="0" alt="" id="fullsize_image" /></a></body></html>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/cpg/albums/stone/thumb_*.jpg': '100x67',
  '/cpg/albums/stone/normal_*.jpg': '400x267',
  '/cpg/albums/stone/oldbridge.jpg': '1800x1200',
  '/cpg/themes/curve/images/rate_empty.png': '16x16',
}
