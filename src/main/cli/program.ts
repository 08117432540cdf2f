import { Command, Option } from 'commander'
import {
  type Chosen,
  type CommonOptions,
  examples,
  plain,
  type RunSettings,
  withCommonOptions,
} from './command'
import { type DemoOptions, demo } from './commands/demo'
import { diagnostics } from './commands/diagnostics'
import { type GetOptions, get } from './commands/get'
import { type ProbeOptions, probe } from './commands/probe'
import { recipes } from './commands/recipes'
import { type VerifyOptions, verify } from './commands/verify'
import { parseFile, parseFolder, parseMilliseconds, parsePort, parseRate } from './input/option-values'
import {
  type FileOptions,
  type LoginOptions,
  type RequestOptions,
  withFileOptions,
  withRequestOptions,
} from './input/request-options'
import { addTaskCommands } from './task-program'

const exitCodes = `
Exit code: 0 when all was well, else a sum of
    4   something could not be downloaded
   16   a site or a proxy asks for a login
   32   an address, an option or the settings file is wrong
  128   the system: disk full, folder not writable, another process in the way
or 130 when downloads were paused (Ctrl-C) or you answered no, 143 by SIGTERM, 129 by SIGHUP.`

const environment = `
Environment:
  GALLEON_USER_DATA   the data folder, unless --data-dir is given
  GALLEON_DEBUG       1: the log has everything, as with -v
  NO_COLOR            no colours
  LC_ALL, LC_MESSAGES, LANG  the language: Chinese for zh, else English; see --lang`

/** Describes the whole command line; `choose` gets the one command that was given. */
export function createProgram(version: string, choose: (chosen: Chosen) => void): Command {
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
      ) + `\n\nQuote addresses: [ ] { } * and & mean something to the shell.\n${exitCodes}\n${environment}`,
    )
    .exitOverride()

  addGet(program, choose)
  addTaskCommands(program, choose)
  addProbe(program, choose)
  addVerify(program, choose)
  withCommonOptions(program.command('recipes'))
    .description('show the recipes for sites, your own ones and what is wrong with them too')
    .addHelpText('after', examples('galleon recipes', 'galleon recipes --json'))
    .action((options: CommonOptions) => choose(plain(options, recipes)))
  withCommonOptions(program.command('diagnostics'))
    .description(
      'show what helps to find a fault: versions, settings, counts, the end of the log; no secrets',
    )
    .addHelpText('after', examples('galleon diagnostics > galleon.txt'))
    .action((options: CommonOptions) => choose(plain(options, diagnostics)))
  addDemo(program, choose)
  return program
}

type GetTaskOptions = GetOptions & RequestOptions & LoginOptions & FileOptions

function addGet(program: Command, choose: (chosen: Chosen) => void): void {
  const command = program
    .command('get')
    .description('download everything that an address and its pages show')
    .argument(
      '[addresses...]',
      'addresses, each with its range: [1-50] [001-100] [1-100:10] [60-10] [5560-] [a-z] {one,two} [0x08-0x0f] [2024-01-01..2024-01-31]',
    )
    .option(
      '-o, --output <folder>',
      'where galleries are saved; default: the folder of the settings',
      parseFolder,
    )
    .option('--pages <range>', 'pages of a plain address: 1-50, 1-20,25,30-40:2 or 2024-01-01..2024-01-31')
    .option(
      '-i, --input-file <file>',
      'more addresses, one a line; - reads stdin; what stands behind # at the start of a line or after a blank is a comment',
      parseFile,
    )
    .option('--recipe <name>', 'read the site with this recipe (galleon recipes shows them)')
    .option(
      '-n, --simulate',
      'read the first page of each address and show what would be saved; save nothing',
    )
    .option(
      '-g, --get-urls',
      'read all pages and print the addresses of their images, one a line; save nothing',
    )
    .option(
      '--wait',
      'stay while the disk is full, the folder cannot be written to or a task waits for its time, and resume then',
    )
    .option('-y, --yes', 'do not ask about ranges of more than 1,000 pages')
  withRequestOptions(command)
  withFileOptions(command)
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        "galleon get 'https://example.org/gallery/[5510-5560].html' -o ~/Pictures",
        'galleon get https://example.org/gallery/5510.html --pages 5510-5520,5530',
        'galleon get https://example.org/p/1.jpg --referer https://example.org/gallery/1.html',
        'galleon get -i addresses.txt --limit-rate 500k --interval 1.5',
        "galleon get -n 'https://example.org/{spring,autumn}/[01-12]/'",
      ) + `\n${exitCodes}`,
    )
    .action((addresses: string[], options: CommonOptions & RunSettings & GetTaskOptions) => {
      const { limitRate } = options
      const settings = limitRate === undefined ? {} : { limitRate }
      choose({
        ...plain(options, (context) => get(context, addresses, options)),
        settings,
        listsOnly: options.getUrls === true,
      })
    })
}

function addProbe(program: Command, choose: (chosen: Chosen) => void): void {
  const command = program
    .command('probe')
    .description('show what would be taken from an address, and why not the rest')
    .argument('<address>', 'an address; of a range the first page is read, or the first two to compare them')
    .option('--pages <range>', 'pages of a plain address, as for get: 1-50')
    .option('--recipe <name>', 'read the site with this recipe')
  withCommonOptions(command)
    .addHelpText(
      'after',
      examples(
        'galleon probe https://example.org/gallery/5510.html',
        "galleon probe 'https://example.org/gallery/[5510-5560].html' --json",
      ),
    )
    .action((address: string, options: CommonOptions & ProbeOptions) =>
      choose(plain(options, (context) => probe(context, address, options))),
    )
}

function addVerify(program: Command, choose: (chosen: Chosen) => void): void {
  const command = program
    .command('verify')
    .description('check what was saved against the record of each gallery, and repair it')
    .argument('<folders...>', 'galleries, or folders with galleries somewhere below')
    .option('--repair', 'fetch again what is missing, damaged, changed or of the wrong size')
    .option('--keep-changed', 'leave whole pictures of other content: perhaps you edited them')
  withCommonOptions(command)
    .addHelpText(
      'after',
      `${examples('galleon verify ~/Pictures/Galleon', 'galleon verify ~/Pictures/Galleon --repair')}

Checking reads files, and the list of downloads if there is one, to report what is missing. A repair replaces a damaged
file when its replacement is whole, and deletes no other: a changed file, which is a whole picture, is kept beside the
new one as "NAME (old)".

Exit code: 0 when every file is whole and none is missing, 4 otherwise (with --repair: still), 32 when there is
nothing to verify, 128 for the system.`,
    )
    .action((folders: string[], options: CommonOptions & VerifyOptions) =>
      choose(plain(options, (context) => verify(context, folders, options))),
    )
}

function addDemo(program: Command, choose: (chosen: Chosen) => void): void {
  const command = program
    .command('demo')
    .description('download the built-in demo gallery from this machine: needs no internet')
    .option('-o, --output <folder>', 'where its galleries are saved', parseFolder, 'galleon-demo')
    .option('--serve', 'only serve it, and show its address')
    .option(
      '--port <port>',
      'port to serve it on; 0 takes a free one; default: 49510 if it is free',
      parsePort,
    )
    .option('--latency <ms>', 'pause before each of its replies', parseMilliseconds, 200)
    .addOption(
      new Option('--rate <rate>', 'bytes per second of one connection')
        .argParser(parseRate)
        .default(40 * 1024, '40k'),
    )
  withCommonOptions(command)
    .addHelpText(
      'after',
      `${examples('galleon demo', 'galleon demo -o /tmp/demo --rate 2M --latency 0', 'galleon demo --serve --port 8080')}

It keeps a list of tasks of its own, which is gone at its end, unless --data-dir is given.
One of its pages and one of its pictures are missing on purpose: the exit code is 0 nevertheless.`,
    )
    .action((options: CommonOptions & DemoOptions) =>
      choose({
        ...plain(options, (context) => demo(context, options)),
        throwAwayData: options.dataDir === undefined,
      }),
    )
}
