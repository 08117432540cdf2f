import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/board/photos/4821': document(
    '자작나무 숲 - 산책 게시판',
    `<div class="xe"><header><h1><a href="/board"><img src="/layouts/walk/logo.png" width="160" height="40" alt="산책 게시판"></a></h1></header><div class="board_read"><div class="read_header"><h2><a href="/board/photos/4821">자작나무 숲</a></h2><p class="meta">2017.10.08</p></div><div class="read_body"><div class="document_4821_77 xe_content">${each(6, (n) => `<p><img src="/files/attach/9f3a${n}c" alt="" width="720" height="480" style="" /></p>`)}</div></div><div class="fileList"><ul>${each(6, (n) => `<li><a href="/board/index.php?module=file&amp;act=procFileDownload&amp;file_srl=9f3a${n}c">birch${n}.jpg</a></li>`)}<li><a href="/board/index.php?module=file&amp;act=procFileDownload&amp;file_srl=77aa">map.pdf</a></li></ul></div></div><table class="bd_lst"><tbody>${each(8, (n) => `<tr><td class="title"><a href="/board/photos/48${10 + n}"><img src="/files/thumbnails/48${10 + n}/100x80.crop.jpg" width="100" height="80" alt=""> 글 ${n}</a></td></tr>`)}</tbody></table></div>`,
    '',
    'ko',
  ),
  '/board/index.php?module=file&act=procFileDownload&file_srl=77aa': {
    type: 'application/pdf',
    html: '%PDF-1.4',
  },
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/files/attach/*': { size: '1440x960', type: 'image/jpeg' },
  '/board/index.php?module=file&act=procFileDownload&file_srl=9f3a*c': {
    size: '1440x960',
    type: 'image/jpeg',
  },
  '/files/thumbnails/*': '100x80',
  '/layouts/*': '160x40',
}
