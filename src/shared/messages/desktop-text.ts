import { FailureError } from '../model/failure'
import type { Language } from './language'

/** Why the engine could not start and what to do: settings that cannot be used are corrected, records are moved aside. */
export function startFailureText(cause: unknown, folder: string, texts: Texts['start']): string {
  const failure = cause instanceof FailureError ? cause.failure : null
  const detail = failure?.detail ?? (cause instanceof Error ? cause.message : String(cause))
  // Of all that opens at a start only the settings file fails as wrong input.
  if (failure?.kind === 'invalid-input') return texts.settings(detail, folder)
  return `${texts.cause(detail)}\n\n${texts.wayOut(folder)}`
}

const en = {
  menu: {
    file: 'File',
    newDownload: 'New Download…',
    quit: 'Quit Galleon',
    view: 'View',
    downloads: 'Downloads',
    library: 'Library',
    recipes: 'Recipes',
    settings: 'Settings…',
    tasks: 'Tasks',
    pauseAll: 'Pause All',
    resumeAll: 'Resume All',
    openDownloadFolder: 'Open Download Folder',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Toggle Full Screen',
    window: 'Window',
    minimise: 'Minimize',
    close: 'Close',
    help: 'Help',
    copyDiagnostics: 'Copy Diagnostics',
    showLogFile: 'Show Log File',
    about: 'About Galleon',
    hide: 'Hide Galleon',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
  },
  tray: {
    show: 'Show Galleon',
    idle: 'Galleon',
    running: (count: number) => `Galleon: ${count === 1 ? '1 download' : `${count} downloads`} running`,
  },
  notification: {
    done: 'Download finished',
    doneWithProblems: 'Download finished with problems',
    failed: 'Download failed',
    stopped: 'Download stopped',
    diskFull: 'The disk is full. The download resumes automatically when there is space.',
    notWritable: 'The folder cannot be written to. The download resumes automatically when it can.',
    images: (count: number) => (count === 1 ? '1 image' : `${count} images`),
    problems: (count: number) => (count === 1 ? '1 problem' : `${count} problems`),
  },
  quit: {
    question: (count: number) =>
      count === 1
        ? 'A download is still running. Quit anyway?'
        : `${count} downloads are still running. Quit anyway?`,
    detail: 'Nothing is lost: they pause now and continue where they are at the next start.',
    quit: 'Quit',
    stay: 'Keep Downloading',
  },
  start: {
    heading: 'Galleon cannot start',
    cause: (detail: string) => `Its records could not be opened.\n\nCause: ${detail}`,
    wayOut: (folder: string) =>
      `If Galleon is running elsewhere, close it there and start again. If the records are damaged, move the folder below aside: downloaded pictures stay where they are.\n\n${folder}`,
    settings: (detail: string, folder: string) =>
      `The settings cannot be used.\n\n${detail}\n\nCorrect the file in a text editor, or remove the field to use its default. Then start Galleon again.\n\n${folder}`,
    openFolder: 'Open Folder',
    close: 'Close',
  },
  chooseFolder: 'Choose where downloads go',
}

/** Every text that main shows: menus, notifications, questions. The window has its own. */
export type Texts = typeof en

const zhCN: Texts = {
  menu: {
    file: '文件',
    newDownload: '新建下载…',
    quit: '退出 Galleon',
    view: '视图',
    downloads: '下载',
    library: '图库',
    recipes: '站点规则',
    settings: '设置…',
    tasks: '任务',
    pauseAll: '全部暂停',
    resumeAll: '全部继续',
    openDownloadFolder: '打开下载文件夹',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    actualSize: '实际大小',
    zoomIn: '放大',
    zoomOut: '缩小',
    fullScreen: '切换全屏',
    window: '窗口',
    minimise: '最小化',
    close: '关闭',
    help: '帮助',
    copyDiagnostics: '复制诊断信息',
    showLogFile: '显示日志文件',
    about: '关于 Galleon',
    hide: '隐藏 Galleon',
    hideOthers: '隐藏其他',
    showAll: '全部显示',
  },
  tray: {
    show: '显示 Galleon',
    idle: 'Galleon',
    running: (count) => `Galleon：${count} 个下载进行中`,
  },
  notification: {
    done: '下载完成',
    doneWithProblems: '下载完成，但有问题',
    failed: '下载失败',
    stopped: '下载已停止',
    diskFull: '磁盘已满。腾出空间后会自动继续。',
    notWritable: '无法写入文件夹。恢复后会自动继续。',
    images: (count) => `${count} 张图片`,
    problems: (count) => `${count} 个问题`,
  },
  quit: {
    question: (count) => `还有 ${count} 个下载正在进行。仍要退出吗？`,
    detail: '不会丢失任何内容：下载会暂停，下次启动时从原处继续。',
    quit: '退出',
    stay: '继续下载',
  },
  start: {
    heading: 'Galleon 无法启动',
    cause: (detail) => `无法打开它的记录。\n\n原因：${detail}`,
    wayOut: (folder) =>
      `如果 Galleon 正在别处运行，请先将其关闭，然后重新启动。如果记录已损坏，请移走下面的文件夹：已下载的图片不受影响。\n\n${folder}`,
    settings: (detail, folder) =>
      `设置无法使用。\n\n${detail}\n\n请用文本编辑器更正该文件，或删除该字段以使用默认值，然后重新启动 Galleon。\n\n${folder}`,
    openFolder: '打开文件夹',
    close: '关闭',
  },
  chooseFolder: '选择下载位置',
}

const texts: Readonly<Record<Language, Texts>> = { en, 'zh-CN': zhCN }

/** All texts of menus, dialogs and notifications in one language. */
export function textsIn(language: Language): Texts {
  return texts[language]
}
