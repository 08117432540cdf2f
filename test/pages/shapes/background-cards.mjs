import { all, document, each } from '../write.mjs'

const [first, second] = [['two-greens', 'winter-coats', 'on-hats', 'plain-shirts'], ['old-boots']]

/** @param {string} slug */
const card = (slug) =>
  `<article class="post tag-fun has-image" style="background-image: url(/content/images/size/w750/2021/03/${slug}.jpg)"><section class="post--top"><span class="post--tags"><a href="/tag/inspo/">inspo</a> <a href="/tag/fun/">fun</a></span><h2 class="post--title"><a href="/${slug}/">${slug.replaceAll('-', ' ')}</a></h2><p class="post--excerpt">A few words on ${slug.replaceAll('-', ' ')}, with pictures of what to look for.</p></section><section class="post--bottom"><span>Posted by <a href="/author/dan/">Dan</a></span></section></article>`

/** @param {readonly string[]} slugs @param {string} pager */
const list = (slugs, pager) =>
  document(
    'Dress Notes',
    `<header><a class="blog-title" href="/">Dress Notes</a><nav><ul><li><a href="/about/">About</a></li></ul></nav></header><main>${all(slugs, card)}</main><nav class="pagination">${pager}</nav>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/': list(first, '<a class="older-posts" href="/page/2/">Older posts →</a>'),
  '/page/2/': list(second, '<a class="newer-posts" href="/">← Newer posts</a>'),
  ...Object.fromEntries(
    [...first, ...second].map((slug) => [
      `/${slug}/`,
      document(
        slug.replaceAll('-', ' '),
        `<header style="background-image: url(/content/images/size/w2000/2021/03/${slug}.jpg)"><a class="blog-title" href="/">Dress Notes</a><h1 class="post-title">${slug.replaceAll('-', ' ')}</h1></header><main><article class="post"><section class="content"><p>Some words on it first.</p>${each(3, (n) => `<figure class="kg-card kg-image-card"><img src="/content/images/2021/03/${slug}-${n}.jpg" width="1080" height="1350" alt=""></figure>`)}</section></article></main>`,
      ),
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/content/images/size/w750/*': '750x500',
  '/content/images/size/w2000/*': '2000x1333',
  '/content/images/2021/*': '1080x1350',
}
