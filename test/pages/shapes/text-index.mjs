import { all, document, each } from '../write.mjs'

const names = ['Kilns', 'Looms', 'Forges', 'Mills', 'Docks']

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/industry.htm': document(
    'Industrial heritage',
    `<table width="760" align="center"><tr><td><font size="5">Industrial heritage</font></td></tr><tr><td><a href="main.htm">Main page</a> | <a href="mail.htm">Mail</a><p>Photographed between 1998 and 2006. Choose a series:</p><ul>${all(names, (name) => `<li><a href="${name.toLowerCase()}.htm">${name}</a> (4 pictures)</li>`)}</ul></td></tr></table>`,
  ),
  ...Object.fromEntries(
    names.map((name) => [
      `/${name.toLowerCase()}.htm`,
      document(
        `Industrial heritage: ${name}`,
        `<center><h1>${name}</h1>${each(4, (n) => `<p><img src="pics/${name.toLowerCase()}${n}.jpg" width="700" height="500"></p>`)}<a href="industry.htm">Back</a></center>`,
      ),
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/pics/*': '700x500' }
