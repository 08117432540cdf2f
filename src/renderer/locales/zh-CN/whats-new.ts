import type { Localized } from '@shared/messages/language'
import type en from '../en/whats-new'

const words: Localized<typeof en> = {
  title: 'Galleon {{version}} 的新功能',
  close: '关闭',
  'pages-title': '看懂网页',
  pages: '“新建下载”用一句话说明网页是图集、缩略图还是索引，跟随其中的链接，并保存每张图片的最大版本。',
  'honest-title': '说明缺少什么',
  honest: '较小的版本、未跟随的页面以及网站声明但未提供的图片，都会列在结果旁边。',
  'crawl-title': '抓取并记录网站',
  crawl: '按规则跟随链接，从网页中填写表格，并送入数据库和文件。在“新建下载”中选择“抓取”。',
  'fast-title': '在关键之处更快',
  fast: '远程网站的大量小图片通过一个 HTTP/2 连接传输。',
  'safe-title': '不会丢失任何内容',
  safe: '下载可经受强制结束和断电；图库中的“检查文件”会找出并修复磁盘上的变化。',
  'packages-title': '安装包与更新',
  packages:
    '提供 Linux、Windows 和 macOS 安装包，其中 Linux 和 Windows 附带终端程序 galleon。“设置”的“关于”中会说明此版本是否自行更新。',
}

export default words
