import type en from '../en/check'
import type { Localized } from '../language'

const words: Localized<typeof en> = {
  title: '检查文件',
  menu: '检查文件…',
  'check-all': '检查所有文件',
  working: '正在读取每个文件，并与保存时的记录比较。',
  progress: '检查进度',
  files: '{{done, number}} / {{total, number}} 个文件 · {{size}}',
  'found-so-far_other': '目前有 {{count, number}} 个文件与保存时不同。',
  stop: '停止',
  stopped: '检查已停止：已检查 {{done, number}} / {{total, number}} 个文件。',
  whole_other: '全部 {{count, number}} 个文件都完好。',
  none: '没有可检查的文件。',
  bad_other: '{{total, number}} 个文件中有 {{count, number}} 个与保存时不同。',
  verdicts: {
    missing: { title_other: '{{count, number}} 个缺失', text: '图集文件夹中已没有这个名称的文件。' },
    'wrong-size': {
      title_other: '{{count, number}} 个大小不符',
      text: '被截断或覆盖：大小与保存时不同，也不是完整的图片。',
    },
    damaged: { title_other: '{{count, number}} 个损坏', text: '已不是图片，或图片缺少结尾。' },
    changed: {
      title_other: '{{count, number}} 个已改变',
      text: '是完整的图片，但与保存时不同：也许您编辑过它。',
    },
    unreadable: {
      title_other: '{{count, number}} 个无法读取',
      text: '系统不允许读取，或它不是文件。Galleon 不会改动它。',
    },
  },
  more_other: '还有 {{count, number}} 个',
  'gone-title_other': '{{count, number}} 个图集找不到文件夹',
  'gone-text': '已被手动移动或删除，或所在磁盘未连接。不会为它们下载任何内容。',
  forget: '从图库移除',
  unknown_other: '这些文件夹中还有 {{count, number}} 个其他文件，不是 Galleon 保存的，不会改动。',
  'also-changed_other': '同时替换 {{count, number}} 个已改变的文件；您的文件会以“… (old)”保留在旁边',
  repair_other: '修复 {{count, number}} 个文件',
  repairing_other: '正在重新下载 {{count, number}} 个文件',
  'repairing-text': '新文件完整后才会替换坏文件。',
  'nothing-repaired': '没有需要修复的文件了',
  'show-folder': '在文件夹中显示',
  'show-folder-of': '在文件夹中显示 {{file}}',
  again: '重新检查',
  missing: {
    caption: '找不到文件夹',
    hint: '此图集的文件夹已被移动或删除，或所在磁盘未连接。',
    forgotten: '“{{title}}”已从图库移除。',
  },
  rebuild: {
    label: '下载列表已损坏',
    working: '下载列表已损坏。旧列表已保留，正在根据磁盘上的内容建立新列表。',
    done: '下载列表已损坏。旧列表已保留，并已根据磁盘上的内容建立新列表。',
    'working-empty': '下载列表是空的。正在根据磁盘上的内容建立新列表。',
    'done-empty': '下载列表是空的。已根据磁盘上的内容建立新列表。',
    found_other: '重新找到 {{count, number}} 个图集。',
    unfinished: '未完成的下载需要重新开始。',
    'kept-as': '保留为 {{path}}',
    show: '显示旧列表',
    stop: '停止查找',
    dismiss: '知道了',
  },
}

export default words
