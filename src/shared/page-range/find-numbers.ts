export interface PageNumber {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly value: number
}
export function findPageNumbers(address: string): { numbers: readonly PageNumber[]; best: number } {
  const numbers = [...address.matchAll(/\d+/g)].map((found) => ({
    start: found.index,
    end: found.index + found[0].length,
    text: found[0],
    value: Number(found[0]),
  }))
  return { numbers, best: numbers.length - 1 }
}
