/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/quilts.html': `<html><head><title>Quilts</title><script src="list.js"></script></head><body><h1>Quilts</h1><table><tr><td><script type="text/javascript">
for (var i = 1; i <= 12; i++) {
  document.write('<a href="big/q' + i + '.jpg"><img src="small/q' + i + '.jpg" border=0></a>');
}
</script></td></tr></table><p>All quilts were sewn by hand between 1998 and 2004.</p></body></html>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/big/*': '900x600', '/small/*': '120x80' }
