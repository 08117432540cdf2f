import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/projects/villa-k': document(
    'Villa K – Architekten Sund',
    `<header><a href="/"><img src="/theme/sund.svg" alt="Architekten Sund"></a><nav><a href="/projects">Projekte</a><a href="/office">Büro</a></nav></header><main><h1>Villa K</h1><div class="row">${each(4, (n) => `<div class="col-6"><a data-fancybox="villa" href="/media/villa-k/big_${n}.jpg" data-caption="View ${n}"><img src="/media/villa-k/sm_${n}.jpg" width="360" height="240" alt=""></a></div>`)}</div><div style="display:none">${each(5, (n) => `<a data-fancybox="villa" href="/media/villa-k/big_${n + 4}.jpg" data-caption="View ${n + 4}"></a>`)}</div></main>`,
    '',
    'de',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/media/villa-k/big_*': '1800x1200',
  '/media/villa-k/sm_*': '360x240',
  '/theme/sund.svg': '200x50',
}
