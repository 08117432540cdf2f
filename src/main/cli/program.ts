import { Command } from 'commander'
import { type Choose, examples } from './command'
import { addCompletion } from './commands/completion'
import { addCrawl } from './commands/crawl'
import { addDemo } from './commands/demo'
import { addDiagnostics } from './commands/diagnostics'
import { addCancel, addRemove } from './commands/end-tasks'
import { addGet } from './commands/get'
import { addProbe } from './commands/probe'
import { addRetry, addSkip } from './commands/problems'
import { addRecipes } from './commands/recipes'
import { addRecords } from './commands/records'
import { addContinue, addList, addPause, addResume, addStop } from './commands/tasks'
import { addVerify } from './commands/verify'
import { exitCodesHelp } from './exit-code'

const environment = `
Environment:
  GALLEON_USER_DATA   the data folder, unless --data-dir is given
  GALLEON_DEBUG       1: the log has everything, as with -v
  NO_COLOR            no colours
  LC_ALL, LC_MESSAGES, LANG  the language: Chinese for zh, else English; see --lang`

/** Describes the whole command line; `choose` gets the one command that was given. */
export function createProgram(version: string, choose: Choose): Command {
  const program = new Command('galleon')
    .description('Downloads picture galleries, page by page, and resumes where it was interrupted.')
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help of a command')
    .configureHelp({ showGlobalOptions: false })
    .addHelpText(
      'after',
      examples(
        "galleon get 'https://example.org/gallery/[5510-5560].html' -o ~/Pictures",
        'galleon get https://example.org/gallery/5510.html --pages 5510-5560',
        'galleon probe https://example.org/gallery/5510.html',
        'galleon demo',
      ) +
        `\n\nQuote addresses: [ ] { } * and & mean something to the shell.\n${exitCodesHelp}\n${environment}`,
    )
    .exitOverride()

  addGet(program, choose)
  addCrawl(program, choose)
  addRecords(program, choose)
  addList(program, choose)
  addResume(program, choose)
  addPause(program, choose)
  addStop(program, choose)
  addContinue(program, choose)
  addRetry(program, choose)
  addSkip(program, choose)
  addCancel(program, choose)
  addRemove(program, choose)
  addProbe(program, choose)
  addVerify(program, choose)
  addRecipes(program, choose)
  addDiagnostics(program, choose)
  addDemo(program, choose)
  addCompletion(program, choose)
  return program
}
