import { failureKinds } from '@shared/model/failure'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Chosen, type CommonOptions, examples, plain, withCommonOptions } from './command'
import { cancel, remove } from './commands/end-tasks'
import {
  type ListOptions,
  list,
  pause,
  type ResumeOptions,
  type RetryOptions,
  resume,
  retry,
  type SkipOptions,
  skip,
} from './commands/tasks'
import { parseFolder } from './input/option-values'

/** Takes the command that was given. */
type Choose = (chosen: Chosen) => void

/** Describes the commands on the list of tasks. */
export function addTaskCommands(program: Command, choose: Choose): void {
  addList(program, choose)
  addResume(program, choose)
  addPause(program, choose)
  addRetry(program, choose)
  addSkip(program, choose)
  addCancel(program, choose)
  addRemove(program, choose)
}

function addList(program: Command, choose: Choose): void {
  const command = program
    .command('list')
    .description('show tasks with their numbers and states')
    .argument('[ids...]', 'numbers of tasks; default: all')
    .option('--problems', 'also what went wrong, by cause, and what can be done')
  withCommonOptions(command)
    .addHelpText('after', examples('galleon list', 'galleon list 3 --problems', 'galleon list --json'))
    .action((ids: string[], options: CommonOptions & ListOptions) =>
      choose(plain(options, (context) => list(context, ids, options))),
    )
}

function addResume(program: Command, choose: Choose): void {
  const command = program
    .command('resume')
    .description('resume paused tasks and follow them to their end')
    .argument('[ids...]', 'numbers of tasks, as galleon list shows them')
    .option('--all', 'all paused tasks')
    .option('-o, --output <folder>', 'continue in this folder; unfinished galleries go along', parseFolder)
    .option(
      '--wait',
      'stay while the disk is full, the folder cannot be written to or a task waits for its time, and resume then',
    )
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples('galleon resume 3 4', 'galleon resume 3 -o /mnt/big', 'galleon resume --all --wait'),
    )
    .action((ids: string[], options: CommonOptions & ResumeOptions & { all?: boolean }) =>
      choose(plain(options, (context) => resume(context, { ids, all: options.all === true }, options))),
    )
}

function addPause(program: Command, choose: Choose): void {
  const command = program
    .command('pause')
    .description('pause tasks that run in the window or in another terminal')
    .argument('[ids...]', 'numbers of tasks, as galleon list shows them')
    .option('--all', 'all that are queued or run')
  withCommonOptions(command)
    .addHelpText('after', examples('galleon pause 3 4', 'galleon pause --all'))
    .action((ids: string[], options: CommonOptions & { all?: boolean }) =>
      choose(plain(options, (context) => pause(context, { ids, all: options.all === true }))),
    )
}

function addRetry(program: Command, choose: Choose): void {
  const command = program
    .command('retry')
    .description('retry what failed of ended tasks, and follow them to their end')
    .argument('[ids...]', 'numbers of tasks, as galleon list shows them')
    .option('--all', 'all ended tasks')
    .addOption(kindOption())
    .option('--referer-page', 'as if from the page that shows it: name that page as Referer')
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples('galleon retry 3 4', 'galleon retry 3 --kind forbidden --referer-page', 'galleon retry --all'),
    )
    .action((ids: string[], options: CommonOptions & RetryOptions & { all?: boolean }) =>
      choose(plain(options, (context) => retry(context, { ids, all: options.all === true }, options))),
    )
}

function addSkip(program: Command, choose: Choose): void {
  const command = program
    .command('skip')
    .description('skip what failed: it no longer counts as a problem')
    .argument('<ids...>', 'numbers of tasks, as galleon list shows them')
    .addOption(kindOption())
    .option('--undo', 'undo: what was skipped counts as a problem again')
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples('galleon skip 3', 'galleon skip 3 --kind not-found', 'galleon skip 3 --undo'),
    )
    .action((ids: string[], options: CommonOptions & SkipOptions) =>
      choose(plain(options, (context) => skip(context, ids, options))),
    )
}

function addCancel(program: Command, choose: Choose): void {
  const command = program
    .command('cancel')
    .description('end tasks for good; unfinished files are deleted')
    .argument('<ids...>', 'numbers of tasks, as galleon list shows them')
    .option(
      '--delete-files',
      'delete also what is finished and unchanged, into the trash where there is one; also of tasks that have ended',
    )
  withCommonOptions(command)
    .addHelpText('after', examples('galleon cancel 3', 'galleon cancel 3 --delete-files'))
    .action((ids: string[], options: CommonOptions & { deleteFiles?: boolean }) =>
      choose(plain(options, (context) => cancel(context, ids, options.deleteFiles === true))),
    )
}

function addRemove(program: Command, choose: Choose): void {
  const command = program
    .command('remove')
    .description('take ended tasks off the list; their files stay')
    .argument('[ids...]', 'numbers of tasks, as galleon list shows them')
    .option('--all', 'all ended tasks')
  withCommonOptions(command)
    .addHelpText('after', examples('galleon remove 3 4', 'galleon remove --all'))
    .action((ids: string[], options: CommonOptions & { all?: boolean }) =>
      choose(plain(options, (context) => remove(context, { ids, all: options.all === true }))),
    )
}

/** One cause, as `failure.kind` of the events names it. */
function kindOption(): Option {
  const kinds = failureKinds.join(', ')
  return new Option('--kind <kind>', 'only what failed for this cause, such as forbidden').argParser(
    (typed: string) => {
      const kind = failureKinds.find((known) => known === typed)
      if (kind === undefined) throw new InvalidArgumentError(`The causes are ${kinds}.`)
      return kind
    },
  )
}
