import { describe, expect, it } from 'vitest'
import { findPageNumbers } from './find-numbers'

/** The address with the number that counts in brackets. */
function marked(address: string, pages?: string): string {
  const { numbers, best } = findPageNumbers(address, pages)
  const number = numbers[best]
  if (number === undefined) return 'none'
  return `${address.slice(0, number.start)}[${number.text}]${address.slice(number.end)}`
}

describe('without pages, in addresses of', () => {
  it.each([
    ['Discuz', 'http://h.test/thread-3108-1-1.html', 'http://h.test/thread-[3108]-1-1.html'],
    ['Discuz', 'http://h.test/bbs/thread-88-12-3.html', 'http://h.test/bbs/thread-[88]-12-3.html'],
    ['Discuz', 'http://h.test/forum-2-1.html', 'http://h.test/forum-2-[1].html'],
    ['Discuz', 'http://h.test/article-10-1.html', 'http://h.test/article-[10]-1.html'],
    ['Discuz', 'http://h.test/forum.php?mod=viewthread&tid=355&extra=page%3D1', '[355]'],
    ['Discuz', 'http://h.test/home.php?mod=space&uid=7&do=album&id=91', '[91]'],
    ['phpBB', 'http://h.test/viewtopic.php?f=2&t=355', 'http://h.test/viewtopic.php?f=2&t=[355]'],
    ['phpBB', 'http://h.test/viewtopic.php?t=355&f=2', 'http://h.test/viewtopic.php?t=[355]&f=2'],
    ['phpBB', 'http://h.test/viewtopic.php?f=2&t=355&start=15', 't=[355]'],
    ['phpBB', 'http://h.test/viewtopic.php?t=355&p=9120', 't=[355]'],
    ['phpBB', 'http://h.test/viewforum.php?f=2&start=50', 'start=[50]'],
    ['vBulletin', 'http://h.test/showthread.php?355-Our-trip-2', '?[355]-'],
    ['vBulletin', 'http://h.test/showthread.php?t=355', 't=[355]'],
    ['vBulletin', 'http://h.test/threads/355-our-trip-2', '/[355]-'],
    ['XenForo', 'http://h.test/threads/our-trip-2.355/', '.[355]/'],
    ['XenForo', 'http://h.test/threads/our-trip-2.355/page-3', 'page-[3]'],
    ['SMF', 'http://h.test/index.php?topic=355.0', 'topic=[355].0'],
    ['SMF', 'http://h.test/index.php?topic=355.15', 'topic=[355].15'],
    ['SMF', 'http://h.test/index.php/topic,355.0.html', 'topic,[355].0'],
    ['XE', 'http://h.test/index.php?mid=gallery&page=3&document_srl=9120', 'document_srl=[9120]'],
    ['XE', 'http://h.test/gallery/9120', '/[9120]'],
    ['gnuboard', 'http://h.test/bbs/board.php?bo_table=photo&wr_id=77&page=2', 'wr_id=[77]'],
    ['WordPress', 'http://h.test/?p=123', 'p=[123]'],
    ['WordPress', 'http://h.test/?cat=3&paged=2', 'paged=[2]'],
    ['WordPress', 'http://h.test/2016/01/walk-12/', 'walk-[12]'],
    ['WordPress', 'http://h.test/archives/1234', 'archives/[1234]'],
    ['WordPress', 'http://h.test/2016/01/page/2/', 'page/[2]'],
    ['Coppermine', 'http://h.test/displayimage.php?album=5&pid=123', 'pid=[123]'],
    ['Coppermine', 'http://h.test/displayimage.php?album=5&pos=3', 'album=[5]'],
    ['Coppermine', 'http://h.test/thumbnails.php?album=5&page=2', 'page=[2]'],
    ['Coppermine', 'http://h.test/thumbnails-5-page-2.html', 'page-[2]'],
    ['Piwigo', 'http://h.test/index.php?/category/12', 'category/[12]'],
    ['Piwigo', 'http://h.test/index.php?/category/12/start-15', 'category/[12]'],
    ['Piwigo', 'http://h.test/picture.php?/345/category/12', '?/[345]/'],
    ['Gallery 2', 'http://h.test/main.php?g2_itemId=42&g2_page=3', 'g2_page=[3]'],
    ['Gallery 2', 'http://h.test/main.php?g2_itemId=42', 'g2_itemId=[42]'],
    ['4images', 'http://h.test/details.php?image_id=17&mode=search', 'image_id=[17]'],
    ['a booru', 'http://h.test/index.php?page=post&s=view&id=4711', 'id=[4711]'],
    ['a booru', 'http://h.test/posts?page=2&tags=safe', 'page=[2]'],
    ['DedeCMS', 'http://h.test/a/5510_2.html', '/[5510]_2'],
    ['DedeCMS', 'http://h.test/html/list_23_5.html', '23_[5]'],
    ['a photo set', 'http://h.test/meinv/5_2.html', '/[5]_2'],
    ['a photo set', 'http://h.test/g/177013/3/', '/[177013]/3'],
    ['a photo set', 'http://h.test/photos/sets/72157/in/album-88/', 'sets/[72157]/'],
    ['a manga reader', 'http://h.test/manga/black-sword/v01/c012/3.html', 'c[012]/3'],
    ['a manga reader', 'http://h.test/read/black-sword/chapter-12/3', 'chapter-[12]/3'],
    ['a manga reader', 'http://h.test/detail.nhn?titleId=123&no=5', 'no=[5]'],
    ['a manga reader', 'http://h.test/comic/88/ep_7', 'ep_[7]'],
    ['Tumblr', 'http://h.test/post/98765/two-cranes-2', 'post/[98765]/'],
    ['a comic by date', 'http://h.test/comics/2016-01-05-2.html', '05-[2]'],
    ['a date archive', 'http://h.test/archive/2016/01/05/', 'none'],
    ['a date archive', 'http://h.test/?m=201601', 'none'],
    ['a list of a member', 'http://h.test/user/12345/7', '12345/[7]'],
    ['numbers in a row', 'http://h.test/12/34/56.html', '34/[56]'],
    ['numbers with zeros', 'http://h.test/scan/00_05.html', '00_[05]'],
  ])('%s: %s', (_, address, expected) => {
    expect(marked(address)).toContain(expected)
  })
})

describe('with pages', () => {
  it.each([
    ['http://h.test/article-10-1.html', '10-24', 'article-[10]-1'],
    ['http://h.test/article-10-1.html', '1-20', '10-[1]'],
    ['http://h.test/thread-3108-1-1.html', '3108-3120', 'thread-[3108]-'],
    ['http://h.test/thread-3108-1-1.html', '3100-3120', 'thread-[3108]-'],
    ['http://h.test/thread-3108-2-1.html', '2-9', '3108-[2]-1'],
    ['http://h.test/viewtopic.php?f=2&t=355', '355-360', 't=[355]'],
    ['http://h.test/viewtopic.php?f=2&t=355', '2-9', 'f=[2]'],
    ['http://h.test/a/5510_2.html', '5510-5560', '/[5510]_2'],
    ['http://h.test/a/5510_2.html', '2-8', '5510_[2]'],
    ['http://h.test/a/5510_2.html', '5500-', '/[5510]_2'],
    ['http://h.test/forum-2-1.html', '1-8', '2-[1]'],
    ['http://h.test/show.php?tid=1&page=2', '1-8', 'page=[2]'],
    ['http://h.test/show.php?tid=5&page=2', '5-9', 'tid=[5]'],
    ['http://h.test/show.php?tid=3108&page=2', '3108-3120', 'tid=[3108]'],
    ['http://h.test/gallery-42-3.html', '1-10', '42-[3]'],
    ['http://h.test/gallery/42/3.html', '40-50', '/[42]/3'],
    ['http://h.test/gallery/42/3.html', '60-70', '42/[3]'],
    ['http://h.test/2024/01/5510.html', '1-50', '01/[5510]'],
    ['http://h.test/2024/a/5510.html', '2024-2020', '/[2024]/a'],
    ['http://h.test/2024/a/5510.html', '5500-5520:5', '/[5510]'],
    ['http://h.test/7/8.html', '1-3,8,20', '7/[8]'],
    ['http://h.test/7/8.html', '１－７', '/[7]/8'],
    ['http://h.test/a*/7.html', '7-9', 'a[*]/7'],
    ['http://h.test/a_7/8.html', 'x', '/[8]'],
  ])('%s with %s', (address, pages, expected) => {
    expect(marked(address, pages)).toContain(expected)
  })

  it('offers all the others', () => {
    const { numbers } = findPageNumbers('http://h.test/thread-3108-1-2.html', '3108-3120')
    expect(numbers.map(({ text }) => text)).toEqual(['3108', '1', '2'])
  })

  it('reads pages of a hostile length in no time', () => {
    const pages = Array.from({ length: 20_000 }, (_, i) => `${i}-`).join('')
    expect(marked('http://h.test/7/8.html', pages)).toContain('[8]')
  })
})
