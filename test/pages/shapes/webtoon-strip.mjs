import { document, each, pad } from '../write.mjs'

/** @param {number} episode @param {number} count */
const page = (episode, count) =>
  document(
    `Ep. ${episode} - Night Baker | Strips`,
    `<body><div id="wrap"><div class="viewer_header"><a href="/" class="home"><img src="/static/strips_logo.png" width="90" height="24" alt="Strips"></a><div class="subj_info"><a href="/night-baker/list?title_no=77" class="subj">Night Baker</a> <h1 class="subj_episode" title="Ep. ${episode}">Ep. ${episode}</h1></div><div class="paginate"><a href="/night-baker/viewer?title_no=77&amp;episode_no=${episode - 1}" class="pg_prev" title="Previous Episode">Previous Episode</a><a href="/night-baker/viewer?title_no=77&amp;episode_no=${episode + 1}" class="pg_next" title="Next Episode">Next Episode</a></div></div><div class="viewer_lst"><div class="viewer_img _img_viewer_area" id="_imageList">${each(count, (n) => `<img src="/static/bg_transparency.png" width="800" height="1280" alt="image" class="_images" data-url="/toon/77/${episode}/${pad(n, 3)}.jpg?type=q90" ondragstart="return false;">`)}</div></div><div class="episode_lst"><div class="episode_cont"><ul>${each(5, (n) => `<li data-episode-no="${n}"><a href="/night-baker/viewer?title_no=77&amp;episode_no=${n}"><span class="thmb"><img src="/toon/77/thumb_${n}.jpg?type=q90" width="71" height="73" alt=""></span><span class="subj">Ep. ${n}</span></a></li>`)}</ul></div></div></div></body>`,
    `<meta property="og:title" content="Night Baker - Ep. ${episode}"><meta property="og:url" content="http://site.example/night-baker/viewer?title_no=77&amp;episode_no=${episode}">`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/night-baker/viewer?title_no=77&episode_no=3': page(3, 14),
  '/night-baker/viewer?title_no=77&episode_no=4': page(4, 3),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/static/bg_transparency.png': '1x1',
  '/static/*': '90x24',
  '/toon/77/thumb_*': '71x73',
  '/toon/77/*': '800x1280',
}
