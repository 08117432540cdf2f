/**
 * Addresses with page ranges: every dialect into one canonical form, an exact count, and addresses made one by one.
 */
export { addressAt, addresses, firstAddress, lastAddress, rangeFromTwo } from './expand'
export { hasFormOf, isInRange } from './in-range'
export { findPageNumbers, type PageNumber, type PageNumbers } from './numbers/find-numbers'
export type { PageRange, Parsed } from './parse-address'
export { parsePageRange, RangeAddress, rangeOf, withoutLogin } from './parse-page-range'
export type { RangeError, RangeErrorCode } from './range-error'
export { numberText, spanText } from './range-part'
export type { TakenLiterally } from './read-rest'
export { suggestedFix } from './suggested-fix'
export { arePagesDates, holdsDate, type SplitPages, splitPages, withPages } from './with-pages'
