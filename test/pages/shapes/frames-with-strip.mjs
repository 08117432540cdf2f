import { document, each, pagesFor } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/barges/': `<html><head><title>Barges</title></head><frameset rows="*,110" border="0"><frame src="boat1.htm" name="boat"><frame src="row.htm" name="row" scrolling="auto"></frameset></html>`,
  '/barges/row.htm': `<html><head><title>Barges</title></head><body bgcolor="#000000">${each(6, (n) => `<a href="boat${n}.htm" target="boat"><img src="little/${n}.jpg" width="75" height="75" border="0"></a> `)}</body></html>`,
  ...pagesFor(
    1,
    6,
    (n) => `/barges/boat${n}.htm`,
    (n) => document(`Barge ${n}`, `<center><img src="great/${n}.jpg" width="1000" height="700"></center>`),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/barges/great/*': '1000x700', '/barges/little/*': '75x75' }
