import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/collection.html?collection=harbour': document(
    'Bo Lind Photography',
    `<header><nav>${each(5, (n) => `<a href="/page${n}.html">Page ${n}</a>`)}</nav></header><main><h1 id="heading"></h1><div id="gallery" class="grid"></div></main><footer><p>Bo Lind, photographs of harbours since 1989.</p></footer><script>
const id = new URLSearchParams(location.search).get('collection')
async function load() {
  const box = document.getElementById('gallery')
  const reply = await fetch('collections/' + id + '/images.json', { cache: 'no-store' })
  const { images } = await reply.json()
  for (const item of images) {
    const img = document.createElement('img')
    img.src = 'collections/' + id + '/' + item.src
    box.appendChild(img)
  }
}
load()
</script>`,
    '<meta property="og:description" content="Photographs of harbours.">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/collections/*': '900x600' }
