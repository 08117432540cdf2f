import type en from '../en/settings'
import type { Localized } from '../language'

const words: Localized<typeof en> = {
  title: '设置',
  savedAtOnce: '更改会立即保存。',
  sections: {
    general: '通用',
    downloads: '下载',
    names: '命名',
    network: '网络',
    about: '关于',
  },
  system: '跟随系统',
  notSaved: '未保存：{{reason}}',
  mustBeNumber: '请输入数字。',
  mustBeWithin: '请输入 {{least}} 到 {{most}} 之间的数字。',
  mustBeAtLeast: '请输入不小于 {{least}} 的数字。',
  increase: '增加',
  decrease: '减少',
  folder: {
    label: '下载文件夹',
    text: '新的下载保存在这里，每个图集各占一个文件夹。',
    standard: '下载文件夹中的 Galleon',
    choose: '选择…',
    free: '可用空间 {{size}}',
    missing: '文件夹尚不存在，下载时会自动创建。',
    notWritable: 'Galleon 无法写入这个文件夹，请另选一个。',
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
  keepAwake: {
    label: '下载时阻止电脑睡眠',
    text: '屏幕仍可关闭。',
  },
  continueAtStart: {
    label: '启动时继续下载',
    text: '自动继续上次未完成的任务。',
  },
  tasksAtOnce: {
    label: '同时进行的任务',
    text: '其余任务在队列中等待。',
  },
  connections: {
    label: '总连接数',
    text: '所有任务的网页和图片共用这些连接。',
  },
  connectionsPerSite: {
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
    units: { kib: 'KB/s', mib: 'MB/s' },
  },
  duplicates: {
    label: '同一任务中的重复图片',
    link: '链接',
    note: '记录',
    textLink: '第二个文件是第一个文件的硬链接：两个名称都在，只占一份空间。',
    textNote: '只保留第一个文件；第二个的位置记在 gallery.json 中。',
  },
  missingPagesToEnd: {
    label: '开放范围的结束条件',
    text: '像 [5560-] 这样的范围，连续缺少这么多页后结束。',
    unit: '个连续缺页',
  },
  fallbackEncoding: {
    label: '备用文字编码',
    text: '用于既未注明编码、又无法识别的网页。',
  },
  names: {
    intro: '花括号中的字段会按每个图集和每张图片填入。名称在 Windows、macOS 和 Linux 上都可用。',
    folder: '图集文件夹',
    file: '图片文件',
    example: '示例',
    problem: '第 {{position, number}} 个字符：{{reason}}',
    restore: '恢复默认',
    fields: '字段',
    insertInto: '向“{{template}}”添加字段',
    field: {
      title: '图集标题',
      id: '图集在网站上的编号或名称',
      num: '图片序号，{num:>03} 表示三位数',
      page: '网页编号',
      filename: '网站上的文件名，不含扩展名',
      extension: '与内容相符的扩展名',
      host: '网站',
      date: '下载日期，例如 {date:%Y-%m-%d}',
      cut: '标题的前 80 个字符',
      either: '第一个已知的字段',
    },
  },
  proxy: {
    label: '代理',
    text: '留空表示不使用代理。例如：{{examples}}',
    invalid: '请输入 http://127.0.0.1:8080 或 socks5://127.0.0.1:1080 这样的地址。',
    scheme: '地址必须以 http://、https:// 或 socks5:// 开头。',
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
      text: '网页的时限是它的两倍。',
    },
    idle: {
      label: '传输中无数据',
      text: '持续传来数据的大文件没有时间限制。',
    },
  },
  retries: {
    title: '重试',
    label: '重试次数',
    text: '用于连接问题和可能很快消失的错误，间隔逐次加长。',
    longestBackoff: {
      label: '重试之间的最长间隔',
      text: '网站要求等待时会照办，但不超过下面的上限。',
    },
    longestRetryAfter: {
      label: '网站可要求的最长等待',
      text: '网站要求等待更久的图片会立即记为失败。',
    },
  },
  about: {
    tagline: '桌面图集下载器',
    version: '版本 {{version}}',
    versions: '运行环境',
    copyVersions: '复制版本信息',
    copied: '已复制',
    recipes: '规则文件夹',
    openRecipes: '打开规则文件夹',
    records: '记录',
    recordsText:
      '任务、图集和设置都保存在本机。每个图集的文件夹里还有一个 gallery.json，记着每个文件的网址、大小和校验值，因此图库不依赖 Galleon。',
    privacy: 'Galleon 只访问你指定的网站，不会向任何人发送你的信息。',
  },
}

export default words
