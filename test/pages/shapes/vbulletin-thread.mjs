import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/showthread.php?t=7781': document(
    'Barn finds - Classic Wheels Forum',
    `<body><div class="above_body"><div id="header"><a href="forum.php" id="logo-image"><img src="images/misc/vbulletin4_logo.png" alt="Classic Wheels Forum" /></a></div></div><div id="pagetitle"><h1>Thread: <span class="threadtitle"><a href="showthread.php?t=7781">Barn finds</a></span></h1></div><ol id="posts" class="posts"><li class="postbit" id="post_501"><div class="userinfo"><a class="postuseravatar" href="member.php?u=9"><img src="customavatars/avatar9_3.gif" alt="avatar" width="80" height="80" /></a></div><div class="postbody"><h2 class="title icon"><img src="images/icons/icon1.png" alt="Default" /> Barn finds</h2><div class="content"><blockquote class="postcontent restore">Under the hay.</blockquote></div><div class="attachments"><fieldset class="postcontent"><legend><img src="images/misc/paperclip.png" class="inlineimg" /> Attached Thumbnails</legend><div style="padding:5px">${each(4, (n) => `<a href="attachment.php?attachmentid=${300 + n}&amp;d=1280000${n}" rel="Lightbox_501" id="attachment${300 + n}"><img class="thumbnail" src="attachment.php?attachmentid=${300 + n}&amp;stc=1&amp;thumb=1&amp;d=1280000${n}" border="0" alt="Click image for larger version. Name: barn${n}.jpg" /></a>&nbsp;`)}</div></fieldset></div></div></li></ol><div id="below_postlist"><a href="forumdisplay.php?f=4">Back to forum</a></div></body>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/attachment.php?attachmentid=*&stc=1&thumb=1&d=*': { size: '100x75', type: 'image/jpeg' },
  '/attachment.php?attachmentid=*&d=*': { size: '1024x768', type: 'image/jpeg' },
  '/customavatars/*': '80x80',
  '/images/*': '24x24',
}
