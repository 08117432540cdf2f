/** Start tags that end an open element of these names (WHATWG HTML §13.1.2.4, optional tags). */
const impliedEnds: Readonly<Record<string, readonly string[]>> = {
  li: ['li'],
  dt: ['dt', 'dd'],
  dd: ['dt', 'dd'],
  option: ['option'],
  optgroup: ['option', 'optgroup'],
  tr: ['tr', 'td', 'th'],
  td: ['td', 'th'],
  th: ['td', 'th'],
  tbody: ['tr', 'td', 'th', 'thead', 'tbody'],
  tfoot: ['tr', 'td', 'th', 'thead', 'tbody'],
}
const endsParagraph = new Set(
  `address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form h1 h2
   h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table ul`.split(/\s+/),
)
/** Elements beyond which no end tag is implied. */
const scopes = new Set(['table', 'ul', 'ol', 'dl', 'select', 'template', 'body', 'html', 'object', 'button'])

/** How many open elements are looked at for an implied end: keeps the scan linear. */
const impliedReach = 24

/** The elements that are open at one point of a page, roughly as a parser would have them. */
export interface OpenElements {
  readonly depth: number
  isOpen(name: string): boolean
  push(name: string): void
  /** Pops up to the innermost element of this name; false if none is open. */
  close(name: string): boolean
  /** Pops what a start tag of this name ends implicitly. */
  closeImplied(name: string): void
}

/** Makes an empty stack; every operation is constant on average, also for end tags that never had a beginning. */
export function createOpenElements(): OpenElements {
  const names: string[] = []
  const counts = new Map<string, number>()
  const isOpen = (name: string) => (counts.get(name) ?? 0) > 0
  const pop = () => {
    const name = names.pop()
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 1) - 1)
    return name
  }
  return {
    get depth() {
      return names.length
    },
    isOpen,
    push(name) {
      names.push(name)
      counts.set(name, (counts.get(name) ?? 0) + 1)
    },
    close(name) {
      if (!isOpen(name)) return false
      while (pop() !== name);
      return true
    },
    closeImplied(name) {
      const ended = impliedEnds[name]
      const paragraph = endsParagraph.has(name)
      if (!ended && !paragraph) return
      let keep = names.length
      for (let i = names.length - 1; i >= Math.max(0, names.length - impliedReach); i -= 1) {
        const open = names[i] ?? ''
        if (ended?.includes(open) || (paragraph && open === 'p')) keep = i
        else if (scopes.has(open)) break
      }
      while (names.length > keep) pop()
    },
  }
}
