import type { CommandName } from './commands'

/**
 * What a command changes that outlives the program.
 *
 * `records`: rows of the database; `file`: a file that the command itself brings onto the disk before it answers;
 * `nothing`: what it does ends with the program, or lies outside of it.
 */
export type CommandEffect = 'records' | 'file' | 'nothing'

/** Every command by its effect. One that is missing here does not compile. */
export const commandEffects = {
  addTask: 'records',
  pauseTasks: 'records',
  resumeTasks: 'records',
  moveTask: 'records',
  waitUntil: 'records',
  cancelTasks: 'records',
  retryTasks: 'records',
  retryProblems: 'records',
  waitForProblems: 'records',
  ignoreProblems: 'records',
  restoreProblems: 'records',
  removeTasks: 'records',
  repairChecked: 'records',
  stopRebuild: 'records',
  dismissRebuild: 'records',
  trashGallery: 'records',
  takeBackGallery: 'records',
  forgetGallery: 'records',
  restoreGallery: 'records',
  // It remembers the folder that was chosen.
  chooseFolder: 'records',

  changeSettings: 'file',

  resumeWhenPossible: 'nothing',
  retryOutcome: 'nothing',
  listGalleries: 'nothing',
  listImages: 'nothing',
  listProblems: 'nothing',
  groupProblems: 'nothing',
  listSkipped: 'nothing',
  listLibrary: 'nothing',
  listLibraryHosts: 'nothing',
  showGallery: 'nothing',
  tasksOfGallery: 'nothing',
  listRecipes: 'nothing',
  recipeFor: 'nothing',
  preview: 'nothing',
  cancelPreview: 'nothing',
  watchTask: 'nothing',
  startCheck: 'nothing',
  stopCheck: 'nothing',
  closeCheck: 'nothing',
  listChecked: 'nothing',
  listIncomplete: 'nothing',
  snapshot: 'nothing',
  inspectFolder: 'nothing',
  openTaskFolder: 'nothing',
  openGalleryFolder: 'nothing',
  showImageFile: 'nothing',
  openRecipeFolder: 'nothing',
  openInBrowser: 'nothing',
  copyText: 'nothing',
  copyDiagnostics: 'nothing',
  showLogFile: 'nothing',
  startDemo: 'nothing',
  isGalleryThere: 'nothing',
  showSetAside: 'nothing',
} as const satisfies Record<CommandName, CommandEffect>

/** Commands that change records. */
export type RecordingCommandName = {
  [N in CommandName]: (typeof commandEffects)[N] extends 'records' ? N : never
}[CommandName]
