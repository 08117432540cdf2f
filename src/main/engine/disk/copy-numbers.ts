/** So many names are looked at one by one; among them what a lost record left is found again. */
const oneByOne = 32

/** Files or folders of one name in one folder; beyond it something is wrong with the names. */
export const mostCopies = 1_000_000

/**
 * Numbers under which a name may be free, from 1, the likelier ones first.
 *
 * The first are given in order. Behind them the end of those that are taken is searched by steps that double, then by
 * halves: of ten thousand galleries of one title the last would otherwise look at ten thousand folders. A gap in what is
 * taken may stay one. From there on in order again, for those who come at the same time; ends behind `most`.
 */
export async function* copyNumbers(
  isTaken: (number: number) => Promise<boolean>,
  most = mostCopies,
): AsyncGenerator<number, void> {
  for (let number = 1; number <= Math.min(oneByOne, most); number++) yield number
  for (let number = await endOfTaken(isTaken, most); number <= most; number++) yield number
}

/** A number that is not taken while the one before it is; the one behind `most` if that is taken. */
async function endOfTaken(isTaken: (number: number) => Promise<boolean>, most: number): Promise<number> {
  let taken = oneByOne
  let free = most + 1
  for (let step = 1; taken < most; step *= 2) {
    const number = Math.min(most, taken + step)
    if (!(await isTaken(number))) {
      free = number
      break
    }
    taken = number
  }
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2)
    if (await isTaken(middle)) taken = middle
    else free = middle
  }
  return free
}
