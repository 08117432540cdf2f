import { all, document } from '../write.mjs'

/** @param {string} title @param {string} body */
const page = (title, body) =>
  document(
    title,
    `<div id="header"><h2 id="site-title"><a href="index.php">Picbooru</a></h2><ul id="navbar"><li><a href="index.php?page=account&amp;s=home">My Account</a></li><li class="current-page"><a href="index.php?page=post&amp;s=list&amp;tags=all">Posts</a></li><li><a href="index.php?page=tags&amp;s=list">Tags</a></li></ul></div><div id="content">${body}</div>`,
  )

/** @param {readonly number[]} ids @param {string} links */
const list = (ids, links) =>
  page(
    'harbour / Picbooru',
    `<div class="sidebar"><form action="index.php?page=search" method="post"><input type="text" name="tags" value="harbour"><input type="submit" value="Search"></form><h5>Tags</h5><ul id="tag-sidebar"><li class="tag-type-general"><a href="index.php?page=post&amp;s=list&amp;tags=harbour">harbour</a> <span>9</span></li><li class="tag-type-general"><a href="index.php?page=post&amp;s=list&amp;tags=boat">boat</a> <span>31</span></li></ul></div><div class="content"><div>${all(ids, (id) => `<span id="s${id}" class="thumb"><a id="p${id}" href="index.php?page=post&amp;s=view&amp;id=${id}"><img src="/thumbnails/41/thumbnail_${id}e.jpg" alt="post" border="0" title=" harbour boat score:1 rating:safe" class="preview"/></a></span>`)}</div><div id="paginator"><div class="pagination">${links}</div></div></div>`,
  )

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/index.php?page=post&s=list&tags=harbour': list(
    [4190, 4188, 4181, 4177, 4170, 4169],
    `<b>1</b> <a href="?page=post&amp;s=list&amp;tags=harbour&amp;pid=6">2</a> <a href="?page=post&amp;s=list&amp;tags=harbour&amp;pid=6" alt="next">&gt;</a>`,
  ),
  '/index.php?page=post&s=list&tags=harbour&pid=6': list(
    [4151, 4150, 4142],
    `<a href="?page=post&amp;s=list&amp;tags=harbour&amp;pid=0">1</a> <b>2</b>`,
  ),
  ...Object.fromEntries(
    [4190, 4188, 4181, 4177, 4170, 4169, 4151, 4150, 4142].map((id) => [
      `/index.php?page=post&s=view&id=${id}`,
      page(
        `Image: harbour, boat / Picbooru`,
        `<div id="post-view"><div class="sidebar"><ul id="tag-sidebar"><li><a href="index.php?page=post&amp;s=list&amp;tags=harbour">harbour</a></li></ul><div id="stats"><ul><li>Id: ${id}</li><li>Size: 2000x3000</li></ul></div><div class="link-list"><h5>Options</h5><ul><li><a href="#" onclick="toggle()">Edit</a></li><li><a href="/images/41/${id}e.png" style="font-weight: bold;">Original image</a></li></ul></div></div><div class="content"><img alt="harbour boat" src="/samples/41/sample_${id}e.jpg" id="image" width="850" height="1275" /><h4>Comments</h4></div></div>`,
      ),
    ]),
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/thumbnails/41/*': '100x150',
  '/samples/41/*': '850x1275',
  '/images/41/*': '2000x3000',
}
