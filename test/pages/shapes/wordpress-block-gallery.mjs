import { document, each } from '../write.mjs'

const uploads = '/wp-content/uploads/2019/05'

/** @param {number} n */
function figure(n) {
  const stem = `${uploads}/dawn-${n}`
  return `<figure class="wp-block-image size-large"><a href="${stem}.jpg"><img loading="lazy" decoding="async" width="1024" height="683" data-id="${40 + n}" src="${stem}-1024x683.jpg" alt="" class="wp-image-${40 + n}" srcset="${stem}-1024x683.jpg 1024w, ${stem}-300x200.jpg 300w, ${stem}-768x512.jpg 768w, ${stem}-1536x1024.jpg 1536w" sizes="(max-width: 1024px) 100vw, 1024px" /></a></figure>`
}

/** @param {string} title @param {string} path @param {string} content @param {string} [head] */
function post(title, path, content, head = '') {
  return document(
    `${title} &#8211; Quay Notes`,
    `<body class="post-template-default single single-post wp-embed-responsive">
<header class="wp-block-template-part"><div class="wp-block-site-logo"><a href="/" class="custom-logo-link" rel="home"><img width="120" height="60" src="/wp-content/uploads/2018/01/quay-logo.png" class="custom-logo" alt="Quay Notes"></a></div>
<p class="wp-block-site-title"><a href="/" rel="home">Quay Notes</a></p></header>
<main class="wp-block-group"><h1 class="wp-block-post-title">${title}</h1>
<div class="entry-content wp-block-post-content"><p>The first boats came back before the sun was up.</p>${content}</div>
<nav class="post-navigation"><a href="/2019/04/rope-and-tar/" rel="prev">Rope and tar</a> <a href="/2019/06/market-day/" rel="next">Market day</a></nav>
<section class="comments"><ol><li><img alt="" src="/avatar/1a2b?s=40" srcset="/avatar/1a2b?s=80 2x" class="avatar avatar-40 photo" height="40" width="40"><p>Lovely light.</p></li><li><img alt="" src="/avatar/9c3d?s=40" class="avatar avatar-40 photo" height="40" width="40"><p>Where was this?</p></li></ol></section></main>
<aside><h2>Latest</h2><ul class="wp-block-latest-posts">${each(4, (n) => `<li><div class="wp-block-latest-posts__featured-image"><a href="/2019/0${n}/post-${n}/"><img width="150" height="150" src="/wp-content/uploads/2019/0${n}/post-${n}-150x150.jpg" alt=""></a></div><a href="/2019/0${n}/post-${n}/">Post ${n}</a></li>`)}</ul></aside>
<footer>Quay Notes</footer></body>`,
    `<link rel="canonical" href="http://site.example${path}"><meta property="og:title" content="${title}"><meta property="og:url" content="http://site.example${path}">${head}`,
  )
}

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/2019/05/harbour-at-dawn/': post(
    'Harbour at dawn',
    '/2019/05/harbour-at-dawn/',
    `<figure class="wp-block-gallery has-nested-images columns-3 is-cropped">${each(9, figure)}</figure>`,
  ),
  '/2019/06/market-day/': post(
    'Market day',
    '/2019/06/market-day/',
    `<figure class="wp-block-gallery has-nested-images columns-3 is-cropped">${each(4, (n) => figure(n).replaceAll('dawn', 'market'))}</figure>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/wp-content/uploads/2019/05/*-1024x683.jpg': '1024x683',
  '/wp-content/uploads/2019/05/*-300x200.jpg': '300x200',
  '/wp-content/uploads/2019/05/*-768x512.jpg': '768x512',
  '/wp-content/uploads/2019/05/*-1536x1024.jpg': '1536x1024',
  '/wp-content/uploads/2019/05/*.jpg': '2400x1600',
  '/wp-content/uploads/*-150x150.jpg': '150x150',
  '/wp-content/uploads/2018/01/quay-logo.png': '120x60',
  '/avatar/*': { size: '40x40', type: 'image/png' },
}
