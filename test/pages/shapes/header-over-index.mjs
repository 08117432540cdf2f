import { all, each } from '../write.mjs'

const rooms = ['barn', 'attic', 'cellar', 'porch', 'pantry', 'study']

/** @param {string} body */
const page = (body) =>
  `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><title>Homes by Odile</title></head><body><div id="frame"><div id="top"><table><tr>${all(['start', 'about', 'rooms', 'prices'], (name) => `<td width="140"><a href="${name}.html#c"><img src="look/${name}.jpg" width="140" height="40" border="0" /></a></td>`)}</tr></table></div><div id="film"><img src="look/film.jpg" width="980" height="500" /></div><div id="body"><div><img src="look/rooms-word.jpg" width="102" height="32" /><a name="c"></a></div>${body}</div></div></body></html>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/rooms.html': page(
    `<div class="rooms"><ul>${all(rooms, (room) => `<li><a href="${room}.html#c"><img src="look/room-${room}.jpg" width="200" height="150" border="0" /></a><br/><span>The ${room}</span></li>`)}</ul></div>`,
  ),
  ...Object.fromEntries(
    rooms.map((room) => [
      `/${room}.html`,
      page(
        `<h1>The ${room}</h1><ul>${each(5, (n) => `<li><a href="houses/${room}${n}.jpg" rel="lightbox[x]"><img src="houses/${room}${n}-s.jpg" width="120" height="90" /></a></li>`)}</ul>`,
      ),
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/look/film.jpg': '980x500',
  '/look/room-*': '200x150',
  '/look/*': '140x40',
  '/houses/*-s.jpg': '120x90',
  '/houses/*': '1000x750',
}
