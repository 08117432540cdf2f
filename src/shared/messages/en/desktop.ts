/** English: menus, notifications and questions of the desktop. */
export const en = {
  menu: {
    file: 'File',
    newDownload: 'New Download…',
    quit: 'Quit Galleon',
    view: 'View',
    downloads: 'Downloads',
    library: 'Library',
    recipes: 'Recipes',
    crawls: 'Crawls',
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
    incomplete: (count: number) => `Galleon: ${count === 1 ? '1 download' : `${count} downloads`} incomplete`,
  },
  notification: {
    done: 'Download finished',
    doneWithProblems: 'Download finished with problems',
    incomplete: 'Download incomplete',
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
    notWritable: (detail: string, folder: string) =>
      `The folder of its records cannot be written to.\n\nCause: ${detail}\n\nAllow it, or name another folder in the variable GALLEON_USER_DATA. Then start Galleon again.\n\n${folder}`,
    openFolder: 'Open Folder',
    close: 'Close',
  },
  update: {
    notInstalled: 'The new version was not installed',
    byHand: (command: string) => `To install it in a terminal:\n${command}`,
    restart: 'Galleon now starts again as it was.',
    close: 'OK',
  },
  chooseFolder: 'Choose where downloads go',
  sink: {
    chooseFile: 'Choose where records are written',
    question: (sink: string) => `Send records to ${sink}?`,
    detail: (address: string) =>
      `Galleon will connect to ${address}, and make and change tables of records there. A password is kept in secrets.db in the data folder: not encrypted, readable by you alone.`,
    allow: 'Allow',
    cancel: 'Cancel',
  },
}

/** Every text that the main process shows: menus, notifications, questions. The window has its own. */
export type DesktopMessages = typeof en
