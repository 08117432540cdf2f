import { document, each } from '../write.mjs'

/** @param {number} id @param {number} user @param {string} content */
const post = (id, user, content) =>
  `<div id="p${id}" class="post has-profile bg${(id % 2) + 1}"><div class="inner"><dl class="postprofile" id="profile${id}"><dt class="has-avatar"><div class="avatar-container"><a href="./memberlist.php?mode=viewprofile&amp;u=${user}" class="avatar"><img class="avatar" src="./download/file.php?avatar=${user}_1500.jpg" width="90" height="90" alt="User avatar" /></a></div></dt></dl><div class="postbody"><div id="post_content${id}"><h3><a href="./viewtopic.php?p=${id}#p${id}">Re: Model ships</a></h3><div class="content">${content}</div></div></div></div></div>`

/** @param {number} first @param {number} count */
const attachments = (first, count) =>
  `<dl class="attachbox"><dt>Attachments</dt>${each(count, (n) => `<dd><dl class="thumbnail"><dt><a href="./download/file.php?id=${first + n - 1}&amp;mode=view"><img class="postimage" src="./download/file.php?id=${first + n - 1}&amp;t=1" alt="ship${first + n - 1}.jpg" title="ship${first + n - 1}.jpg (120 KiB) Viewed 41 times" /></a></dt></dl></dd>`)}</dl>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/viewtopic.php?f=2&t=355': document(
    'Model ships - Shipyard forum',
    `<body id="phpbb" class="nojs notouch section-viewtopic ltr"><div id="wrap" class="wrap"><div id="page-header"><a id="logo" class="logo" href="./index.php" title="Board index"><span class="site_logo"></span></a><h1>Shipyard forum</h1><p>All about ships</p></div><div id="page-body"><h2 class="topic-title"><a href="./viewtopic.php?f=2&amp;t=355">Model ships</a></h2><div class="action-bar bar-top"><div class="pagination">4 posts &bull; Page <strong>1</strong> of <strong>1</strong></div></div>${post(900, 2, `My first hull. ${attachments(81, 4)}`)}${post(901, 3, 'Great! <img class="smilies" src="./images/smilies/icon_e_smile.gif" width="15" height="17" alt=":)" title="Smile">')}${post(902, 2, `And the rigging. ${attachments(85, 2)}`)}</div></div></body>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/download/file.php?id=*&mode=view': { size: '1400x1050', type: 'image/jpeg' },
  '/download/file.php?id=*&t=1': { size: '400x300', type: 'image/jpeg' },
  '/download/file.php?avatar=*': { size: '90x90', type: 'image/jpeg' },
  '/images/smilies/*': '15x17',
}
