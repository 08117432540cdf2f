import { all, document, each, pad } from '../write.mjs'

const posts = ['ferry-day', 'old-cinema', 'rain', 'quarry', 'signal-box']

/** @param {readonly string[]} slugs @param {string} links @param {string} head */
const list = (slugs, links, head) =>
  document(
    'June 2014 | Plain Sights',
    `<div id="page"><header id="masthead"><h1 class="site-title"><a href="/">Plain Sights</a></h1></header><div id="content"><header class="archive-header"><h1 class="archive-title">Monthly Archives: June 2014</h1></header>${all(slugs, (slug) => `<article class="post hentry"><header class="entry-header"><h2 class="entry-title"><a href="/2014/06/${slug}/" rel="bookmark">${slug.replace('-', ' ')}</a></h2></header><div class="entry-summary"><a href="/2014/06/${slug}/"><img width="250" height="167" src="/uploads/${slug}-01-250x167.jpg" alt=""></a><p>A few frames. <a class="more-link" href="/2014/06/${slug}/">Continue reading</a></p></div></article>`)}<nav class="navigation paging-navigation">${links}</nav></div></div>`,
    head,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/2014/06/': list(
    posts.slice(0, 3),
    '<div class="nav-previous"><a href="/2014/06/page/2/"><span class="meta-nav">&larr;</span> Older posts</a></div>',
    '',
  ),
  '/2014/06/page/2/': list(
    posts.slice(3),
    '<div class="nav-next"><a href="/2014/06/">Newer posts <span class="meta-nav">&rarr;</span></a></div>',
    '',
  ),
  ...Object.fromEntries(
    posts.map((slug) => [
      `/2014/06/${slug}/`,
      document(
        `${slug.replace('-', ' ')} | Plain Sights`,
        `<div id="page"><header id="masthead"><a class="site-title" href="/">Plain Sights</a></header><article class="post"><h1 class="entry-title">${slug.replace('-', ' ')}</h1><div class="entry-content">${each(3, (n) => `<p><a href="/uploads/${slug}-${pad(n)}.jpg"><img width="625" height="417" src="/uploads/${slug}-${pad(n)}-1024x683.jpg" alt=""></a></p>`)}</div></article></div>`,
      ),
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/uploads/*-250x167.jpg': '250x167',
  '/uploads/*-1024x683.jpg': '1024x683',
  '/uploads/*.jpg': '2400x1600',
}
