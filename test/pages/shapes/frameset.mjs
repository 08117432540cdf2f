import { each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/fotos/': `<html><head><title>Fotos vom Steinbruch</title></head><frameset cols="180,*" border="0"><frame src="menu.htm" name="menu" scrolling="no"><frame src="bruch.htm" name="inhalt"><noframes><body>Dein Browser zeigt keine Frames.</body></noframes></frameset></html>`,
  '/fotos/menu.htm': `<html><body bgcolor="#cccccc"><a href="bruch.htm" target="inhalt">Steinbruch</a><br><a href="gast.htm" target="inhalt">Gästebuch</a></body></html>`,
  '/fotos/bruch.htm': `<html><head><title>Steinbruch</title></head><body><h1>Steinbruch</h1>${each(5, (n) => `<a href="gross/bruch${n}.jpg" target="_blank"><img src="klein/bruch${n}.jpg" width="160" height="120" border="1" alt=""></a> `)}</body></html>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/fotos/gross/*': '1024x768', '/fotos/klein/*': '160x120' }
