import type { Localized } from '@shared/messages/language'
import type en from '../en/library'

const words: Localized<typeof en> = {
  title: '图库',
  filter: '按标题或网站筛选',
  'clear-filter': '清除筛选',
  site: '网站',
  'every-site': '所有网站',
  sort: '排序方式',
  'sort-by': {
    added: '添加时间',
    title: '标题',
    host: '网站',
    size: '大小',
  },
  ascending: '升序',
  descending: '降序',
  'group-by-site': '按网站分组',
  'cover-size': '封面大小',
  pixels: '{{count, number}} 像素',
  summary_other: '{{count, number}} 个图集 · {{size}}',
  grid: '本机上的图集',
  images_other: '{{count, number}} 张图片',
  'galleries-of-site_other': '{{count, number}} 个图集',
  unfinished: '{{saved, number}} / {{found, number}} 张图片',
  more: '“{{title}}”的操作',
  menu: {
    open: '打开',
    'open-folder': '打开文件夹',
    'open-page': '打开来源网页',
    'copy-address': '复制来源网址',
    trash: '删除…',
  },
  trash: {
    title: '删除这个图集？',
    text_other: '“{{title}}”及其 {{count, number}} 张图片（{{size}}）将移到{{place}}，之后可以从那里还原。',
    confirm: '删除',
    cancel: '保留',
    done: '“{{title}}”将移到{{place}}。',
    undo: '撤销',
    kept: '图集未删除，已重新放回图库',
    shared_other: '此文件夹属于 {{count, number}} 个下载，相关记录将一并删除：',
    added: '添加于 {{date}}',
    unlisted_other: '{{count, number}} 个已不在列表中的下载',
    places: {
      darwin: '废纸篓',
      win32: '回收站',
      other: '回收站',
    },
  },
  loading: '正在读取图库…',
  failed: '无法读取图库',
  empty: {
    title: '还没有图集',
    text: '下载的每个图集都会带着封面出现在这里，随时可以浏览。',
    downloads: '前往下载',
  },
  'nothing-found': {
    title: '没有符合条件的图集',
    text: '没有标题或网站包含“{{text}}”。',
    'text-site': '没有来自 {{site}} 的图集。',
    clear: '显示所有图集',
  },
}

export default words
