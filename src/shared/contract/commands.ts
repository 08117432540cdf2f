import type { HandlersOf, InputOf, NamesFor, ParsedOf, ReplyOf } from './command'
import { desktopCommands } from './desktop-commands'
import { libraryCommands, listCommands, recipeCommands, settingsCommands } from './list-commands'
import { recordCommands } from './record-commands'
import { snapshotCommand } from './snapshot'
import { problemCommands, taskCommands } from './task-commands'

// Commands name intentions, never fields.

/** Commands that the engine answers. */
const engineCommands = {
  ...taskCommands,
  ...problemCommands,
  ...listCommands,
  ...recipeCommands,
  ...recordCommands,
  ...settingsCommands,
  ...libraryCommands,
}

/** The one table of all commands: input, reply, durability and callers of each. */
export const commands = { ...engineCommands, ...desktopCommands, ...snapshotCommand }

type Commands = typeof commands

/** Name of any command. */
export type CommandName = keyof Commands
/** Name of a command that the engine answers. */
export type EngineCommandName = keyof typeof engineCommands
/** Name of a command that needs the desktop. */
export type DesktopCommandName = keyof typeof desktopCommands
/** Name of a command that the window may send. */
export type WindowCommandName = NamesFor<Commands, 'window'>
/** Name of a command that a terminal may send. */
export type TerminalCommandName = NamesFor<Commands, 'terminal'>

/** What a caller passes to a command, before its schema has filled in defaults. */
export type Input<N extends CommandName> = InputOf<Commands[N]>
/** What a handler gets: the input after its schema. */
export type Parsed<N extends CommandName> = ParsedOf<Commands[N]>
/** The reply type of every command. */
export type Replies = { readonly [N in CommandName]: ReplyOf<Commands[N]> }
/** One handler for each of these commands; a rejected promise becomes a failed answer. */
export type Handlers<N extends CommandName = CommandName> = HandlersOf<Pick<Commands, N>>
