import { each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/viewtopic.php?f=59&t=564': `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html lang="fr-fr"><head><title>Chantier du port - Consulter le sujet : Maquettes : La goélette</title></head><body id="phpbb" class="section-viewtopic ltr"><div id="page-body"><h1 style="font-size: 16px;">Consulter le sujet : Maquettes : La goélette</h1><div class="pagination">1 message &bull; Page <strong>1</strong> sur <strong>1</strong></div><div id="p900" class="post bg2"><div class="postbody"><div class="content">Voici les photos.${each(5, (n) => `<div class="inline-attachment"><dl class="file"><dt class="attach-image"><img src="./download/file.php?id=${80 + n}" alt="goelette${n}.png" onclick="viewableArea(this);"></dt><dd>goelette${n}.png (120 Kio) Vu 41 fois</dd></dl></div>`)}</div></div></div></div></body></html>`,
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/download/file.php?id=*': { size: '900x600', type: 'image/png' } }
