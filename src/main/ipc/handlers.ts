import type { DesktopReplies, Handlers } from '@shared/contract/commands'
import type { Engine } from '../engine/api'

/** What the desktop does for the window. */
export type DesktopHandlers = Handlers<keyof DesktopReplies>

/** One function for every command of the window, the engine's and the desktop's, each answered when what it changed is on the disk. */
export function tableOfHandlers(engine: Engine, desktop: DesktopHandlers): Handlers {
  return { ...engine.lastingCommands, ...engine.lasting(desktop) }
}
