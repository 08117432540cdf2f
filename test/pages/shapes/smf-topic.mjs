import { document, each } from '../write.mjs'

/** @param {number} n */
const attachment = (n) =>
  `<div class="attached"><div class="attachments_top"><a href="/index.php?action=dlattach;topic=12.0;attach=${n};image" id="link_${n}" onclick="return expandThumb(${n});"><img src="/index.php?action=dlattach;topic=12.0;attach=${n + 100};image" alt="" id="thumb_${n}" class="atc_img" /></a></div><div class="attachments_bot"><a href="/index.php?action=dlattach;topic=12.0;attach=${n}"><img src="/Themes/default/images/icons/clip.png" class="centericon" alt="*" />&nbsp;loco${n}.jpg</a> (210 kB, 1600x1200)</div></div>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/index.php?topic=12.0': document(
    'Narrow gauge',
    `<body id="chrome" class="action_messageindex board_3"><div id="header"><h1 class="forumtitle"><a id="top" href="/index.php">Garden Railways</a></h1></div><div id="main_content_section"><div id="display_head"><h2 class="display_title"><span id="top_subject">Narrow gauge</span></h2></div><div class="pagesection"><div class="pagelinks">Pages: <span class="current_page">1</span></div></div><div id="forumposts"><div class="windowbg" id="msg40"><div class="poster"><ul><li class="avatar"><a href="/index.php?action=profile;u=4"><img class="avatar" src="/index.php?action=dlattach;attach=9;type=avatar" alt=""></a></li></ul></div><div class="postarea"><div class="post"><div class="inner" id="msg_40">New engines this year.</div></div><div class="attachments">${each(5, (n) => attachment(20 + n))}</div></div></div></div></div></body>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/index.php?action=dlattach;topic=12.0;attach={21-25};image': { size: '1600x1200', type: 'image/jpeg' },
  '/index.php?action=dlattach;topic=12.0;attach={21-25}': { size: '1600x1200', type: 'image/jpeg' },
  '/index.php?action=dlattach;topic=12.0;attach={121-125};image': { size: '150x113', type: 'image/jpeg' },
  '/index.php?action=dlattach;attach=9;type=avatar': { size: '65x65', type: 'image/png' },
  '/Themes/*': '16x16',
}
