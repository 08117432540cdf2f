import type { Argument, Command, Option } from 'commander'

/** Shells that can complete a command line. */
export const shells = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof shells)[number]

/** What stands at a place of the command line. */
type Value = 'file' | 'folder' | 'other' | readonly string[]

interface CompletedOption {
  /** As it is typed: `-o`, `--output`. */
  readonly names: readonly string[]
  /** Null for a flag. */
  readonly value: Value | null
  readonly description: string
}

interface CompletedCommand {
  readonly name: string
  readonly description: string
  readonly options: readonly CompletedOption[]
  readonly argument: Value
}

/**
 * A script that lets a shell complete the commands, options and fixed values of a command line. It holds all of them: no
 * program is started while the user types.
 */
export function completionScript(shell: Shell, program: Command): string {
  const commands = program.commands.map(describe)
  const write = { bash: bashScript, zsh: zshScript, fish: fishScript }[shell]
  return write(commands)
}

function describe(command: Command): CompletedCommand {
  const help: CompletedOption = { names: ['-h', '--help'], value: null, description: 'show help' }
  const [argument] = command.registeredArguments
  return {
    name: command.name(),
    description: command.description(),
    options: [...command.options.filter(({ hidden }) => !hidden).map(describeOption), help],
    argument: argument === undefined ? 'other' : valueOf(argument.name(), argument),
  }
}

function describeOption(option: Option): CompletedOption {
  const names = [option.short, option.long].filter((name) => name !== undefined)
  const [, placeholder = ''] = /[<[]([\w-]+)/.exec(option.flags) ?? []
  const takesValue = option.required || option.optional
  return {
    names,
    value: takesValue ? valueOf(placeholder, option) : null,
    description: option.description,
  }
}

function valueOf(placeholder: string, { argChoices }: Pick<Argument | Option, 'argChoices'>): Value {
  if (argChoices !== undefined && argChoices.length > 0) return argChoices
  if (/^folders?$/.test(placeholder)) return 'folder'
  return /^files?$/.test(placeholder) ? 'file' : 'other'
}

/** A word between the single quotes of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function bashScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name)
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap(({ names: typed, value }) =>
      value === null
        ? []
        : [`    ${typed.map((one) => `'${name} ${one}'`).join('|')}) ${bashValue(value)}; return ;;`],
    ),
  )
  const words = commands.map(
    ({ name, options, argument }) =>
      `    ${name}) words=${quoted(options.flatMap((option) => option.names).join(' '))}; [[ $current == -* ]] || { ${bashValue(argument)}; return; } ;;`,
  )
  return `# Completes galleon in bash.
_galleon() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= word words
  COMPREPLY=()
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${names.join('|')}) command=$word; break ;; esac
  done
  case "$command $before" in
${values.join('\n')}
  esac
  case $command in
    '') words=${quoted([...names, 'help', '--help', '--version'].join(' '))} ;;
${words.join('\n')}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -F _galleon galleon
`
}

function bashValue(value: Value): string {
  if (value === 'other') return ':'
  if (value === 'file' || value === 'folder') {
    const kind = value === 'file' ? '-f' : '-d'
    return `compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen ${kind} -- "$current")`
  }
  return `mapfile -t COMPREPLY < <(compgen -W ${quoted(value.join(' '))} -- "$current")`
}

function zshScript(commands: readonly CompletedCommand[]): string {
  const list = commands.map(({ name, description }) => `    ${quoted(`${name}:${description}`)}`)
  const cases = commands.map(({ name, options, argument }) => {
    const lines = [...options.map(zshOption), quoted(`*:argument:${zshValue(argument)}`)]
    return `        ${name}) _arguments -S ${lines.join(' \\\n          ')} ;;`
  })
  return `#compdef galleon
# Completes galleon in zsh.
_galleon() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands=(
${list.join('\n')}
  )
  _arguments -C '(- *)'{-h,--help}'[show help]' '(- *)'{-V,--version}'[show the version]' '1: :->command' '*:: :->rest'
  case $state in
    command) _describe command commands ;;
    rest)
      case $words[1] in
${cases.join('\n')}
      esac ;;
  esac
}
if [ "$funcstack[1]" = _galleon ]; then _galleon "$@"; else compdef _galleon galleon; fi
`
}

function zshOption({ names, value, description }: CompletedOption): string {
  const text = `[${description.replaceAll(/[[\]\\:]/g, '\\$&')}]`
  const argument = value === null ? '' : `:value:${zshValue(value)}`
  // The same option twice is allowed: some may be repeated.
  return names.map((name) => quoted(`*${name}${text}${argument}`)).join(' ')
}

function zshValue(value: Value): string {
  if (value === 'other') return ' '
  if (value === 'file') return '_files'
  return value === 'folder' ? '_files -/' : `(${value.join(' ')})`
}

function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ name, description, options, argument }) => {
    const within = `-n ${quoted(`__fish_seen_subcommand_from ${name}`)}`
    return [
      `complete -c galleon -f -n __fish_use_subcommand -a ${name} -d ${fishQuoted(description)}`,
      ...options.map((option) => `complete -c galleon ${within} ${fishOption(option)}`),
      ...(argument === 'other' ? [] : [`complete -c galleon ${within} ${fishValue(argument)}`]),
    ]
  })
  return `# Completes galleon in fish.\ncomplete -c galleon -f\n${lines.join('\n')}\n`
}

function fishOption({ names, value, description }: CompletedOption): string {
  const typed = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
  const argument = value === null ? [] : [`-r ${fishValue(value)}`]
  return [...typed, ...argument, `-d ${fishQuoted(description)}`].join(' ')
}

function fishValue(value: Value): string {
  if (value === 'other') return '-f'
  if (value === 'file') return '-F'
  return `-f -a ${fishQuoted(value === 'folder' ? '(__fish_complete_directories)' : value.join(' '))}`
}

/** In single quotes fish knows two signs that a backslash protects. */
function fishQuoted(text: string): string {
  return `'${text.replaceAll(/[\\']/g, '\\$&')}'`
}
