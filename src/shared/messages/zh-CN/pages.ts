import type { PageMessages } from '../en/pages'

/** Chinese has no plural: one text for every number. */
const same = (text: string) => ({ one: text, other: text })

/** Simplified Chinese. */
export const zhCN: PageMessages = {
  kinds: {
    gallery: { name: '图集', sentence: '该页面展示一个图集的图片。' },
    thumbnails: { name: '缩略图', sentence: '该页面展示缩略图，每张链接到各自的图片页面。' },
    picture: { name: '单图页面', sentence: '该页面展示一张图片。' },
    index: { name: '目录', sentence: '该页面链接到多个图集。' },
    text: { name: '文字', sentence: '该页面没有自己的图片。' },
    other: { name: '其他', sentence: '页面的图片被其他内容挡住了。' },
  },
  uncertain: '这一判断并不确定。',
  evidence: {
    'links-to-files': same('{{count}} 张同类图片链接到图片文件'),
    'links-to-pages': same('{{count}} 张同类图片链接到本站的同类页面'),
    'shown-in-full': same('{{count}} 张同类图片直接展示，没有链接'),
    'one-main-picture': same('有一张图片比其他图片更大或更醒目'),
    'named-by-page': same('页面在自身描述中指明了该图片'),
    'data-in-script': same('页面脚本中有 {{count}} 个图片地址'),
    'linked-galleries': same('{{count}} 个同类链接指向同类页面'),
    'several-entries': same('{{count}} 个条目各有标题和链接'),
    'followed-picture-pages': same('访问了 {{count}} 个链接：都是只有一张主图的页面'),
    'followed-galleries': same('访问了 {{count}} 个链接：都是有多张图片的页面'),
    'followed-files': same('访问了 {{count}} 个链接：都返回图片'),
    'larger-pixels': same('链接后的图片比展示的像素更多（{{detail}}）'),
    'no-group': same('没有同类图片'),
    obstacle: same('有内容挡在前面'),
    'by-recipe': same('由站点规则决定'),
    'by-user': same('由您选择'),
  },
  remembered: {
    'followed-picture-pages': '此前读取过该网站的类似页面：这类链接都是只有一张主图的页面',
    'followed-galleries': '此前读取过该网站的类似页面：这类链接都是有多张图片的页面',
    'followed-files': '此前读取过该网站的类似页面：这类链接都返回图片',
  },
  obstacles: {
    login: {
      name: '需要登录',
      sentence: '网站显示的是登录表单，而不是该页面。',
      group: '{{host}} 要求登录才能查看 {{things}}',
      next: '请在浏览器中登录，然后附上浏览器发送的 Cookie 请求头重新开始下载。',
      inTerminal:
        "请在浏览器中登录，然后附上其 Cookie 重新运行 get：-H 'Cookie: …'。HTTP Basic 登录请用 --username。",
    },
    challenge: {
      name: '人机验证',
      sentence: '网站要求验证访问者不是程序。',
      group: '{{host}} 对 {{things}}要求人机验证',
      next: '请在浏览器中打开页面并通过验证，然后附上浏览器的 Cookie 和 User-Agent 请求头重新开始下载。',
      inTerminal:
        "请在浏览器中打开页面并通过验证，然后附上其 Cookie 和标识重新运行 get：-H 'Cookie: …' --user-agent '…'。",
    },
    'age-gate': {
      name: '年龄确认',
      sentence: '网站在显示页面之前要求确认年龄。',
      group: '{{host}} 对 {{things}}要求确认年龄',
      next: '请在浏览器中确认，然后附上浏览器发送的 Cookie 请求头重新开始下载。',
      inTerminal: "请在浏览器中确认，然后附上其 Cookie 重新运行 get：-H 'Cookie: …'。",
    },
    frames: {
      name: '内容在框架中',
      sentence: '内容位于另一个地址的框架中。',
      group: '{{host}} 的 {{things}}把内容放在另一个地址的框架中',
      next: '请下载框架的地址：跳过的地址中列有该地址，也可在浏览器中单独打开框架。',
      inTerminal: '请用框架的地址重新运行 get：probe 会在跳过的地址中列出它。',
    },
    script: {
      name: '由脚本加载',
      sentence: '页面内容由脚本加载，而 Galleon 不运行脚本。',
      group: '{{host}} 的 {{things}}由脚本加载，而 Galleon 不运行脚本',
      next: '请为该网站选择或编写站点规则，或直接输入图片的地址。',
      inTerminal: '请选择或编写站点规则（--recipe NAME），或直接给出图片的地址：picture-[1-20].jpg。',
    },
    'soft-404': {
      name: '未找到',
      sentence: '页面表示该内容不存在。',
      group: '{{host}} 表示 {{things}}不存在',
      next: '请在浏览器中打开页面，看看是否换了地址；如已删除，请跳过。',
      inTerminal: '请在浏览器中打开页面，看看是否换了地址；如已删除，请跳过。',
    },
    home: {
      name: '转到首页',
      sentence: '网站把请求转到了首页。',
      group: '{{host}} 把 {{things}}转到了首页',
      next: '请在浏览器中打开页面：内容可能已删除，或需要登录。',
      inTerminal: '请在浏览器中打开页面：内容可能已删除，或需要登录。',
    },
    text: {
      name: '只有文字',
      sentence: '该页面没有自己的图片。',
      group: '{{host}} 的 {{things}}没有自己的图片',
      next: '如果其中确有图片，请查看跳过的地址，并选择另一种读法或站点规则。',
      inTerminal:
        '用 probe 命令查看跳过了哪些地址。如果其中确有图片，请选择另一种读法（--read-as KIND）或站点规则（--recipe NAME）。',
    },
  },
  ofFrame: {
    next: '请下载框架的地址：{{address}}',
    inTerminal: '请用框架的地址重新运行 get：{{address}}',
  },
  shortfalls: {
    limited: same('达到上限：至少还有 {{count}} 个页面或图片未取'),
    smaller: same('{{count}} 张图片为较小版本'),
    'thumbnails-only': same('{{count}} 张图片只有缩略图'),
    'more-pages': same('{{count}} 个后续页面未读取'),
    galleries: same('{{count}} 个链接的图集未读取'),
    'alike-skipped': same('跳过了图集中的 {{count}} 个图片或视频'),
    announced: same('页面声明的图片比显示的多 {{count}} 张'),
    repeated: same('{{count}} 个地址返回的是同一张图片'),
  },
}
