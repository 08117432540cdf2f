import { document, each, pagesFor } from '../write.mjs'

/** @param {number} n */
const name = (n) => ['단풍 산책', '겨울 바다', '시장 골목', '봄꽃 길', '호수 공원', '섬 여행'][n - 1] ?? ''

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/club/list.php?bid=album': document(
    '앨범 목록',
    `<div id="top"><a href="/">처음</a> <a href="/club/login.php">로그인</a></div><h1>앨범 목록</h1><table class="board"><thead><tr><th>번호</th><th>제목</th><th>글쓴이</th><th>날짜</th><th>조회</th></tr></thead><tbody>${each(6, (n) => `<tr><td>${n}</td><td class="subject"><a href="/club/list.php?bid=album&amp;no=${510 + n}">${name(n)}</a> <span>[${n + 2}]</span></td><td><a href="/club/member.php?m=u${n}">회원${n}</a></td><td>2023-05-1${n}</td><td>${n * 137}</td></tr>`)}</tbody></table>`,
    '',
    'ko',
  ),
  ...pagesFor(
    1,
    6,
    (n) => `/club/list.php?bid=album&no=${510 + n}`,
    (n) =>
      document(
        name(n),
        `<h1>${name(n)}</h1><div class="article">${each(3, (k) => `<p><img src="/club/data/${510 + n}/${k}.jpg" width="900" height="600" alt=""></p>`)}</div><p><a href="/club/list.php?bid=album">목록</a></p>`,
        '',
        'ko',
      ),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/club/data/*': '900x600' }
