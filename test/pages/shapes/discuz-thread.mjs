import { each } from '../write.mjs'

/** @param {number} aid */
const attachment = (aid) =>
  `<ignore_js_op><img style="cursor:pointer" id="aimg_${aid}" aid="${aid}" src="static/image/common/none.gif" zoomfile="data/attachment/forum/201905/12/${aid}abc.jpg" file="data/attachment/forum/201905/12/${aid}abc.jpg.thumb.jpg" class="zoom" onclick="zoom(this, this.src, 0, 0, 0)" width="600" alt="IMG_${aid}.jpg" title="IMG_${aid}.jpg" w="1600" /><div class="tip tip_4 aimg_tip" id="aimg_${aid}_menu" style="position: absolute; display: none"><div class="xs0"><p><strong>IMG_${aid}.jpg</strong> <em class="xg1">(88.1 KB, 下载次数: 3)</em></p><p><a href="forum.php?mod=attachment&amp;aid=${aid}&amp;nothumb=yes" title="IMG_${aid}.jpg" class="xw1">下载附件</a></p></div></div></ignore_js_op><br />`

/** @param {number} page @param {string} posts @param {string} links */
const thread = (page, posts, links) => ({
  type: 'text/html; charset=gbk',
  encoding: 'gbk',
  html: `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=gbk" /><title>古镇的早晨${page > 1 ? ` - 第${page}页` : ''} - 风景摄影 - 旅行论坛 -  Powered by Discuz!</title><base href="http://site.example/" /></head>
<body id="nv_forum"><div id="hd"><h2><a href="./" title="旅行论坛"><img src="static/image/common/logo.png" alt="旅行论坛" border="0" /></a></h2></div><div id="pt" class="bm cl"><div class="z"><a href="./" class="nvhm">首页</a> <em>&rsaquo;</em> <a href="forum-40-1.html">风景摄影</a> <em>&rsaquo;</em> <a href="thread-3108-1-1.html">古镇的早晨</a></div></div>
<div id="pgt" class="pgs mbm cl">${links}</div><div id="postlist" class="pl bm"><table><tr><td class="plc ptm pbn vwthd"><h1 class="ts"><span id="thread_subject">古镇的早晨</span></h1></td></tr></table>${posts}</div></body></html>`,
})

/** @param {number} id @param {string} message */
const post = (id, message) =>
  `<div id="post_${id}"><table id="pid${id}" class="plhin"><tr><td class="pls"><div class="avatar"><a href="space-uid-${id}.html"><img src="uc_server/avatar.php?uid=${id}&size=middle" /></a></div><img src="static/image/common/star_level1.gif" alt="Rank" /></td><td class="plc"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_${id}">${message}<img src="static/image/smiley/default/smile.gif" smilieid="1" border="0" alt="" /></td></tr></table></div></td></tr></table></div>`

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/thread-3108-1-1.html': thread(
    1,
    post(11, `早上五点的石板路<br />${each(5, (n) => attachment(700 + n))}`) + post(12, '好美'),
    '<div class="pg"><strong>1</strong><a href="thread-3108-2-1.html">2</a><label><input type="text" name="custompage" class="px" size="2" value="1" /><span> / 2 页</span></label><a href="thread-3108-2-1.html" class="nxt">下一页</a></div>',
  ),
  '/thread-3108-2-1.html': thread(
    2,
    post(13, `再来几张<br />${each(3, (n) => attachment(720 + n))}`) + post(14, '谢谢分享'),
    '<div class="pg"><a href="thread-3108-1-1.html" class="prev">&nbsp;&nbsp;</a><a href="thread-3108-1-1.html">1</a><strong>2</strong></div>',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/data/attachment/forum/*.thumb.jpg': '600x400',
  '/data/attachment/forum/*.jpg': '1600x1067',
  '/uc_server/avatar.php?*': { size: '120x120', type: 'image/jpeg' },
  '/static/image/common/none.gif': '1x1',
  '/static/image/*': '20x20',
}
