import type { Localized } from '@shared/messages/language'
import type en from '../en/common'

const words: Localized<typeof en> = {
  close: '关闭',
  cancel: '取消',
  increase: '增加',
  decrease: '减少',
  retry: '重试',
  bar: {
    saved: '已保存 {{share}}%',
    had: '已下载过 {{share}}%',
    failed: '失败 {{share}}%',
  },
  'app-name': 'Galleon',
  'view-downloads': '下载',
  'view-library': '图库',
  'view-recipes': '站点规则',
  'view-crawls': '抓取',
  'view-settings': '设置',
  'main-navigation': '主导航',
  pictures: '图片',
  'folder-free': '可用空间 {{size}}',
  'folder-unknown': 'Galleon 不记得这个文件夹，请重新选择一次。',
  'folder-new': '文件夹还不存在，将会创建。',
  'folder-not-writable': 'Galleon 无法写入这里，请选择其他文件夹。',
  starting: '正在启动…',
  'starting-long': '正在打开下载列表…新版本首次启动可能需要几秒钟。',
  'could-not-start': 'Galleon 无法启动',
}

export default words
