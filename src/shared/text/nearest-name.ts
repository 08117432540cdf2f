/**
 * Which of some names a misspelt one was probably meant to be; null when none is similar.
 *
 * Compares by the number of letters to insert, delete, replace or swap with a neighbour (optimal string alignment), case,
 * `_` and `-` aside. Similar means: at most two such steps, or a third of the longer name.
 */
export function nearestName(written: string, names: Iterable<string>): string | null {
  const wanted = plain(written)
  let nearest: { readonly name: string; readonly steps: number } | null = null
  for (const name of names) {
    const other = plain(name)
    const steps = stepsBetween(wanted, other)
    const most = Math.max(2, Math.floor(Math.max(wanted.length, other.length) / 3))
    if (steps <= most && steps < (nearest?.steps ?? Number.POSITIVE_INFINITY)) nearest = { name, steps }
  }
  return nearest?.name ?? null
}

/** Longest name that is compared: comparing costs the product of both lengths. */
const longest = 100

function plain(name: string): string {
  return name.slice(0, longest).toLowerCase().replace(/[_-]/g, '')
}

function stepsBetween(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const line = [row]
    for (let column = 1; column <= b.length; column++) {
      const at = (steps: readonly number[], index: number) => steps[index] ?? 0
      const isSame = a[row - 1] === b[column - 1]
      let least = Math.min(
        at(last, column) + 1,
        at(line, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
      )
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwapped) least = Math.min(least, at(beforeLast, column - 2) + 1)
      line.push(least)
    }
    beforeLast = last
    last = line
  }
  return last[b.length] ?? 0
}
