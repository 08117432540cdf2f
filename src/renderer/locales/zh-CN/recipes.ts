import type { Localized } from '@shared/messages/language'
import type en from '../en/recipes'

const words: Localized<typeof en> = {
  title: '站点规则',
  intro:
    '站点规则告诉 Galleon 如何读取一个网站。有多个站点规则符合时，使用最具体的一个；其他网站会自动识别。',
  'how-to':
    '要编写自己的站点规则，请在站点规则文件夹中放入一个 JSON 文件：名称、匹配模式、示例网址，以及标题和图片的 CSS 选择器。回到本页时会检查并启用。',
  'open-folder': '打开站点规则文件夹',
  count_other: '{{count, number}} 个站点规则',
  broken_other: '{{count, number}} 个文件有错误，未启用',
  section: {
    broken: '未启用',
    own: '自己的站点规则',
    'built-in': '内置站点规则',
    automatic: '其他所有网站',
  },
  fault: {
    missing: '缺少该字段。',
    empty: '该字段为空。',
    'bad-pattern': '不是 https://*.example.org/a/* 这样的匹配模式。',
  },
  'automatic-text': '找出构成页面主体的图片，跳过标志、图标和广告。不需要匹配模式。',
  match: '匹配',
  example: '示例',
  file: '文件',
  version: '版本 {{version, number}}',
  'open-example': '在浏览器中打开',
  'download-example': '用它新建下载',
  'no-own': '还没有自己的站点规则。',
  loading: '正在读取站点规则…',
  failed: '无法读取站点规则',
  refresh: '重新读取',
}

export default words
