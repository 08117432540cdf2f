import type { Localized } from '@shared/messages/language'
import type en from '../en/viewer'

const words: Localized<typeof en> = {
  close: '关闭',
  position: '{{position, number}} / {{count, number}}',
  announcement: '第 {{position, number}} 张图片，共 {{count, number}} 张：{{file}}',
  previous: '上一张',
  next: '下一张',
  fit: '适合窗口',
  'actual-size': '实际大小 1:1',
  'zoom-in': '放大',
  'zoom-out': '缩小',
  zoom: '{{percent, number}}%',
  'full-screen': '全屏',
  'leave-full-screen': '退出全屏',
  slideshow: '幻灯片放映',
  'stop-slideshow': '停止放映',
  interval: '每张停留时间',
  seconds_other: '{{count, number}} 秒',
  facts: '图片信息',
  'show-in-folder': '在文件夹中显示',
  filmstrip: '所有图片',
  name: '名称',
  dimensions: '尺寸',
  pixels: '{{width, number}} × {{height, number}} 像素',
  duration: '时长',
  size: '大小',
  'exact-bytes': '{{size}}（{{count, number}} 字节）',
  type: '类型',
  source: '来源',
  'copy-source': '复制来源网址',
  copied: '已复制',
  unknown: '未知',
  broken: {
    title: '无法显示这张图片',
    text: '文件可能已在 Galleon 之外被移动、删除或损坏，也可能太大而无法在此显示。您可以打开所在文件夹，用其他程序查看。',
  },
  empty: {
    title: '没有可显示的图片',
    text: '这个图集的图片都还没有保存到本机。',
  },
  failed: '无法打开图集',
  loading: '正在打开…',
}

export default words
