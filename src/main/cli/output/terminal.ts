import type { WriteStream } from 'node:tty'
import { failureLine, terminalAdvice } from '@shared/messages/failure-text'
import { type TerminalTexts, terminalTexts } from '@shared/messages/terminal-text'
import type { Failure } from '@shared/model/failure'
import { withoutUserinfo } from '@shared/text/address-parts'
import type { Log } from '../../engine/ports/ports'
import { redact } from '../../host/log/redact'
import type { Streams } from '../cli-host'
import { createPrompt, type Prompt } from './prompt'
import { createScreen, type Screen } from './screen'

/**
 * Text of others (titles, addresses, replies) as it may be shown on a terminal: what could move the cursor, change
 * colours, ring or turn the line round is replaced, one character each.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (found) =>
    found === '\t' ? ' ' : '\u{fffd}',
  )
}

/**
 * The engine's log on a terminal: warnings and errors always, everything and with details if the user asked for it;
 * nothing of it with secrets.
 */
export function terminalLog(terminal: Terminal, home: string): Log {
  return (level, message, details = {}) => {
    const matters = level === 'warn' || level === 'error'
    if (!matters && !terminal.verbose) return
    const text = String(redact(message, home))
    const texts = Object.entries(redact(details, home) as object).map(
      ([name, value]) => `${name}=${detailText(value)}`,
    )
    const shown = terminal.verbose ? [text, ...texts] : [text]
    for (const line of shown.join(' ').split('\n')) terminal.warn(`${prefixes[level]}${line}`)
  }
}

/** Errors begin as those of the command line do. */
const prefixes = { debug: 'debug: ', info: 'info: ', warn: 'galleon: warning: ', error: 'galleon: ' } as const

/** Of an error its stack, which begins with its name and message. */
function detailText(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'stack' in value) return String(value.stack)
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
}

/** How much the user wants to see, and in which form. */
export interface Loudness {
  readonly json: boolean
  /** Nothing but what was asked for. */
  readonly silent?: boolean
  readonly quiet: boolean
  readonly verbose: boolean
}

/** A line of `--json`. */
export type JsonEvent = { readonly event: string } & Readonly<Record<string, unknown>>

const styles = { good: '32', bad: '31', faint: '2', strong: '1' } as const
/** How a text is drawn where colours are on. */
export type Style = keyof typeof styles

/** Everything that a command says: to the user in lines, to programs in events. */
export interface Terminal extends Loudness {
  readonly texts: TerminalTexts
  /** For bars; null where nothing can be drawn. */
  readonly screen: Screen | null
  readonly prompt: Prompt
  /** A line about the progress; on stderr with `--json`, nowhere with `--quiet`. */
  say(line: string, style?: Style): void
  /** A line that must be seen: on stderr, also with `-q`; nowhere with `-qq`. */
  warn(line: string): void
  /** A failure as a refusal of the whole command: what happened and what to do. */
  refuse(failure: Failure): void
  /** A line of what was asked for, on stdout; nothing with `--json`. */
  answer(line: string): void
  /** An event on stdout with `--json`, else nothing. */
  emit(event: JsonEvent): void
}

/** Nothing that is shown holds a name or a password of an address, however it got there. */
function shown(line: string): string {
  return plainText(withoutUserinfo(line))
}

function shownValue(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? withoutUserinfo(value) : value
}

/** Writes text with or without colours, as its streams allow. */
export function createTerminal(
  streams: Streams,
  loudness: Loudness,
  texts: TerminalTexts = terminalTexts('en'),
): Terminal {
  const { stdout, stderr, env } = streams
  const forUser = loudness.json ? stderr : stdout
  const drawable = forUser.isTTY && env['TERM'] !== 'dumb'
  // https://no-color.org: any value but the empty one.
  const colours = drawable && !env['NO_COLOR']
  const screen = drawable && !loudness.quiet ? createScreen(forUser) : null

  function print(stream: WriteStream, text: string): void {
    const write = () => void stream.write(`${text}\n`)
    if (screen && stream.isTTY) screen.above(write)
    else write()
  }

  function warn(line: string): void {
    if (!loudness.silent) print(stderr, shown(line))
  }

  return {
    ...loudness,
    texts,
    screen,
    prompt: createPrompt(streams),
    say(line, style) {
      if (loudness.quiet) return
      const text = shown(line)
      print(forUser, colours && style !== undefined ? `\x1b[${styles[style]}m${text}\x1b[0m` : text)
    },
    warn,
    refuse(failure) {
      warn(`galleon: ${failureLine({ ...failure, detail: texts.detail(failure.detail) }, texts.language)}`)
      warn(`  ${terminalAdvice(failure, texts.language)}`)
    },
    answer(line) {
      if (!loudness.json) print(stdout, shown(line))
    },
    emit(event) {
      if (loudness.json) stdout.write(`${JSON.stringify(event, shownValue)}\n`)
    },
  }
}
