import { document, each } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/2012/09/mushroom-season.html': document(
    'Forest diary: Mushroom season',
    `<body class="loading"><div class="content"><div class="header"><h1 class="title"><a href="/">Forest diary</a></h1></div><div class="main"><div class="date-posts"><div class="post hentry"><h3 class="post-title entry-title">Mushroom season</h3><div class="post-body entry-content">${each(5, (n) => `<div class="separator" style="clear: both; text-align: center;"><a href="/bp/-aa${n}/T1/AAAB/x${n}/s1600/cep+${n}.JPG" imageanchor="1" style="margin-left: 1em"><img border="0" src="/bp/-aa${n}/T1/AAAB/x${n}/s400/cep+${n}.JPG" height="300" width="400" /></a></div><br />Under the spruces.`)}</div><div class="post-footer"><span class="post-icons"><img alt="" class="icon-action" height="13" src="/img/icon18_edit_allbkg.gif" width="18"></span></div></div></div><div class="blog-pager" id="blog-pager"><span id="blog-pager-newer-link"><a class="blog-pager-newer-link" href="/2012/10/first-frost.html" title="Newer Post">Newer Post</a></span><span id="blog-pager-older-link"><a class="blog-pager-older-link" href="/2012/08/heat.html" title="Older Post">Older Post</a></span></div></div><div class="sidebar"><div class="widget Image"><h2>Me</h2><img alt="Me" height="220" src="/bp/-me/S1/AAAA/me/s220/me.jpg" width="220"></div><div class="widget BlogArchive"><ul><li><a href="/2012/09/">September</a></li></ul></div></div></div></body>`,
    '<meta content="blogger" name="generator"><meta content="Mushroom season" property="og:title"><link href="http://site.example/2012/09/mushroom-season.html" rel="canonical">',
  ),
  '/2012/08/heat.html': document(
    'Forest diary: Heat',
    `<h3 class="post-title entry-title">Heat</h3><div class="post-body"><a href="/bp/-h/T0/AAAC/h/s1600/dry.JPG"><img src="/bp/-h/T0/AAAC/h/s400/dry.JPG" width="400" height="300"></a></div>`,
    '<meta content="Heat" property="og:title"><link href="http://site.example/2012/08/heat.html" rel="canonical">',
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/bp/*/s1600/*': '1600x1200',
  '/bp/*/s400/*': '400x300',
  '/bp/*/s220/*': '220x220',
  '/img/*': '18x13',
}
