import type { Localized } from '@shared/messages/language'
import type en from '../en/settings'

const words: Localized<typeof en> = {
  title: '设置',
  'saved-at-once': '更改会立即保存。',
  sections: {
    general: '通用',
    downloads: '下载',
    names: '命名',
    network: '网络',
    about: '关于',
  },
  system: '跟随系统',
  'not-saved': '未保存：{{reason}}',
  'must-be-number': '请输入数字。',
  'must-be-within': '请输入 {{least}} 到 {{most}} 之间的数字。',
  'must-be-at-least': '请输入不小于 {{least}} 的数字。',
  folder: {
    label: '下载文件夹',
    text: '新的下载保存在这里，每个图集各占一个文件夹。',
    standard: '下载文件夹中的 Galleon',
    choose: '选择…',
  },
  language: {
    label: '语言',
    en: 'English',
    'zh-CN': '简体中文',
  },
  theme: {
    label: '外观',
    light: '浅色',
    dark: '深色',
  },
  notifications: {
    label: '任务结束时通知',
    text: '点击通知可查看该任务。',
  },
  'keep-awake': {
    label: '下载时阻止电脑睡眠',
    text: '屏幕仍可关闭。',
  },
  'continue-at-start': {
    label: '启动时继续下载',
    text: '自动继续上次未完成的任务。',
  },
  'forget-sites': {
    label: '学到的网站信息',
    text: '页面结构以及大图所在的位置。如果网站改版后下载的图片不对，请清除。',
    button: '清除',
    done: '已清除，之后会重新学习',
  },
  'tasks-at-once': {
    label: '同时进行的任务',
    text: '其余任务在队列中等待。',
  },
  connections: {
    label: '总连接数',
    text: '所有任务的网页和图片共用这些连接；使用 HTTP/2 时，每个请求算作一个连接。',
  },
  'connections-per-site': {
    adapts: '自动适应每个网站',
    'adapts-text': '先用少量连接，只有确实能加快下载时才增加。',
    label: '每个网站的连接数',
    text: '对小网站请少用连接。',
    bounded: '实际最多使用 {{count, number}} 个，因为总连接数只有这么多。',
  },
  interval: {
    label: '对同一网站的请求间隔',
    text: '用于拒绝连续请求的网站。0 表示没有间隔。',
    unit: '秒',
  },
  bandwidth: {
    label: '限制带宽',
    text: '对所有任务的总和立即生效。',
    amount: '每秒最多',
    unit: '单位',
    units: { kb: 'KB/s', mb: 'MB/s' },
  },
  duplicates: {
    label: '同一任务中的重复图片',
    link: '链接',
    note: '记录',
    'text-link': '第二个文件是第一个文件的硬链接：两个名称都在，只占一份空间。',
    'text-note': '只保留第一个文件；第二个的位置记在 gallery.json 中。',
  },
  mtime: {
    label: '使用图片在网站上的时间',
    text: '保存的文件采用网站最后修改该图片的时间，便于按新旧排序。',
  },
  'missing-pages-to-end': {
    label: '开放范围的结束条件',
    text: '像 [5560-] 这样的范围，连续缺少这么多页后结束。',
    unit: '个连续缺页',
  },
  'fallback-encoding': {
    label: '备用文字编码',
    text: '用于既未注明编码、又无法识别的网页。',
  },
  names: {
    intro: '花括号中的字段会按每个图集和每张图片填入。名称在 Windows、macOS 和 Linux 上都可用。',
    folder: '图集文件夹',
    file: '图片文件',
    example: '示例',
    'example-title': '雨后的街道',
    problem: '第 {{position, number}} 个字符：{{reason}}',
    nothing: '名称需要一些文字，或一个有值的字段。',
    'too-long': '模板过长。',
    unknown_other: 'Galleon 本身没有 {{names}}：除非站点规则记录了它，否则留空。',
    reasons: {
      unclosed: '这个花括号没有用 } 结束。',
      unopened: '这个花括号没有对应的开头。要表示字符本身请写 }}。',
      'empty-field': '字段需要名称，例如 {title}。',
      'bad-name': '字段名只能包含字母、数字、_ 和 -。',
      'bad-slice': '截取写作 [起:止]，用整数，例如 {title[:80]}。',
      'bad-format': '冒号后应为宽度，例如 {num:>03}，或日期，例如 {date:%Y-%m-%d}。',
    },
    restore: '恢复默认',
    'insert-into': '“{{template}}”的字段',
    field: {
      title: '图集标题',
      id: '图集在网站上的编号或名称',
      num: '图片序号',
      page: '网页编号',
      filename: '网站上的文件名，不含扩展名',
      extension: '与内容相符的扩展名',
      host: '网站',
      date: '下载日期',
    },
    forms: '更多写法',
    form: {
      num: '至少三位数的序号：007',
      cut: '标题的前 80 个字符',
      either: '其中第一个已知的值',
      date: '年、月、日：2026-03-14',
      slash: '在文件夹内再建一个文件夹',
    },
  },
  proxy: {
    label: '代理',
    text: '留空表示不使用代理。例如：{{examples}}',
    invalid: '请输入 http://127.0.0.1:8080 或 socks5://127.0.0.1:1080 这样的地址。',
    scheme: '地址必须以 http://、https://、socks5:// 或 socks5h:// 开头。',
  },
  limits: {
    title: '时间限制',
    unit: '秒',
    connect: {
      label: '建立连接',
      text: '包括安全连接的握手。',
    },
    headers: {
      label: '首次应答',
      text: '从发出请求到收完回复的头部。',
    },
    idle: {
      label: '传输中无数据',
      text: '持续传来数据的大文件没有时间限制。',
    },
  },
  sizes: {
    title: '大小限制',
    image: {
      label: '单张图片的上限',
      text: '更大的图片不会保存，以免网站占满磁盘。',
    },
    page: {
      label: '单个页面的上限',
      text: '页面会整个放入内存，同时读取几个就要占用几倍。',
    },
  },
  retries: {
    title: '重试',
    label: '重试次数',
    text: '用于连接问题和可能很快消失的错误，间隔逐次加长。',
    'longest-backoff': {
      label: '重试之间的最长间隔',
      text: '网站要求等待时会照办，但不超过下面的上限。',
    },
    'longest-retry-after': {
      label: '网站可要求的最长等待',
      text: '网站要求等待更久的图片会立即记为失败。',
    },
  },
  about: {
    tagline: '桌面图集下载器',
    version: '版本 {{version}}',
    'copy-versions': '复制版本信息',
    copied: '已复制',
    recipes: '站点规则文件夹',
    'open-recipes': '打开站点规则文件夹',
    records: '记录',
    'records-text':
      '任务、图集和设置都保存在本机。每个图集的文件夹里还有一个 gallery.json，记着每个文件的网址、大小和校验值，因此图库不依赖 Galleon。',
    diagnostics: '诊断信息',
    'diagnostics-text':
      '用于报告故障：版本、设置、计数和日志末尾。密码、Cookie 和密钥不在其中；网站和文件夹的名称会列出。',
    'copy-diagnostics': '复制诊断信息',
    'diagnostics-copied': '已复制诊断信息',
    'show-log': '显示日志文件',
    privacy: 'Galleon 只访问您指定的网站，不会向任何人发送您的信息。',
  },
}

export default words
