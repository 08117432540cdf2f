import { formatCount } from './format'
import type { Language } from './language'

/** Things that are counted in sentences. */
export type Counted = 'image' | 'page' | 'gallery' | 'file' | 'problem' | 'task' | 'download'

const english: Readonly<Record<Counted, readonly [one: string, other: string]>> = {
  image: ['image', 'images'],
  page: ['page', 'pages'],
  gallery: ['gallery', 'galleries'],
  file: ['file', 'files'],
  problem: ['problem', 'problems'],
  task: ['task', 'tasks'],
  download: ['download', 'downloads'],
}

/** Chinese has no plural; each noun has its measure word. */
const chinese: Readonly<Record<Counted, string>> = {
  image: '张图片',
  page: '个页面',
  gallery: '个图集',
  file: '个文件',
  problem: '个问题',
  task: '个任务',
  download: '个下载',
}

/** `1 image`, `2,000 images`; `2,000 张图片`. */
export function counted(count: number, thing: Counted, language: Language): string {
  const [one, other] = english[thing]
  const noun = language === 'zh-CN' ? chinese[thing] : count === 1 ? one : other
  return `${formatCount(count, language)} ${noun}`
}
