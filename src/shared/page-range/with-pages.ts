import type { PageNumber } from './find-numbers'
import { type Parsed, parseAddress } from './parse'
export function withPages(address: string, number: PageNumber, pages: string): Parsed {
  return parseAddress(`${address.slice(0, number.start)}{${pages}}${address.slice(number.end)}`)
}
