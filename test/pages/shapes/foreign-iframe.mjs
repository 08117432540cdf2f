import { document } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/gallery.html': document(
    'Our wedding',
    `<h1>Our wedding</h1><p><a href="/">Home</a></p><iframe src="https://embed.albums.example/w/8812" width="1000" height="700" frameborder="0" allowfullscreen></iframe>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {}
