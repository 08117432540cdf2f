/** One reason why a recipe is not used, and the field it stands in; null when it is about the whole file. */
export interface RecipeFault {
  readonly field: string | null
  /** Faults that people make often have words of their own. */
  readonly kind: 'missing' | 'empty' | 'bad-pattern' | 'other'
  readonly reason: string
}

/** The validator's sentences, as it writes them. */
const kinds = [
  [/received undefined$/, 'missing'],
  [/^Too small: expected \w+ to have >=1 /, 'empty'],
  [/^not a match pattern/, 'bad-pattern'],
] as const

function kindOf(reason: string): RecipeFault['kind'] {
  return kinds.find(([sentence]) => sentence.test(reason))?.[1] ?? 'other'
}

/** A field as the engine names it, `images.attributes[0]: …`. */
const withField = /^([a-z$][\w$-]*(?:\.[\w$-]+|\[\d+\])*): (.+)$/is

/** Takes the engine's sentence on a recipe's file apart; the file itself is told elsewhere. */
export function recipeFaults(error: string, file: string | null): readonly RecipeFault[] {
  const text = file !== null && error.startsWith(`${file}: `) ? error.slice(file.length + 2) : error
  const faults: RecipeFault[] = []
  for (const piece of text.split('; ')) {
    const [, field, reason] = withField.exec(piece) ?? []
    const last = faults.at(-1)
    if (field !== undefined && reason !== undefined) faults.push({ field, kind: kindOf(reason), reason })
    // A semicolon inside a reason.
    else if (last !== undefined) faults[faults.length - 1] = { ...last, reason: `${last.reason}; ${piece}` }
    else faults.push({ field: null, kind: 'other', reason: piece })
  }
  return faults
}
