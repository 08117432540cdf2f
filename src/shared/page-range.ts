/**
 * Addresses with page ranges: every dialect into one canonical form, an exact count, and addresses made one by one.
 */
export { addressAt, addresses, firstAddress, lastAddress } from './page-range/expand'
export { findPageNumbers, type PageNumber, type PageNumbers } from './page-range/find-numbers'
export { rangeFromTwo } from './page-range/from-two'
export type { PageRange, Parsed } from './page-range/parse'
export { parsePageRange, rangeOf } from './page-range/parse-page-range'
export type { RangeError, RangeErrorCode } from './page-range/range-error'
export { numberText, spanText } from './page-range/range-part'
export type { TakenLiterally } from './page-range/read-rest'
export { type SplitPages, splitPages } from './page-range/split-pages'
export { suggestedFix } from './page-range/suggested-fix'
export { arePagesDates, holdsDate, withPages } from './page-range/with-pages'
