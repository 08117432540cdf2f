/** Words behind a number that multiply it, in the languages that count by them. */
const multiples: Readonly<Record<string, number>> = {
  k: 1e3,
  m: 1e6,
  b: 1e9,
  bn: 1e9,
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  亿: 1e8,
  億: 1e8,
}

/** Languages that write 1.234,5; in the others a lone dot with three digits behind it is a decimal point. */
const commaLanguages =
  /^(?:de|fr|es|it|pt|nl|pl|ru|uk|tr|sv|da|nb|nn|no|fi|cs|sk|hu|ro|el|id|vi|bg|hr|sl|sr)\b/i

/** A number with its grouping, as it stands in a text; blanks group only between three digits. */
const written =
  /([-−–]?)\s?((?:\d{1,3}(?:[\s'’_]\d{3})+(?!\d)|\d[\d.,]*)(?:[.,]\d+)?)(?:e([+-]?\d{1,3})(?![\p{L}\d]))?\s?([\p{L}]*)/iu

/** Full-width digits, point, comma and sign as plain ones. */
function plainWidth(text: string): string {
  return text.replaceAll(/[０-９．，－＋]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
}

/** Digits with a point, of a number whose separators may be those of any language. */
function decimalOf(text: string, language: string): string {
  const digits = text.replaceAll(/[\s'’_]/g, '').replace(/[.,]+$/, '')
  const [dots, commas] = [digits.split('.').length - 1, digits.split(',').length - 1]
  if (dots > 0 && commas > 0) {
    const decimal = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ','
    return digits.replaceAll(decimal === '.' ? ',' : '.', '').replace(',', '.')
  }
  const [mark, times] = dots > 0 ? ['.', dots] : [',', commas]
  if (times === 0) return digits
  if (times > 1) return digits.replaceAll(mark, '')
  const [whole = '', rest = ''] = digits.split(mark)
  const mayGroup = rest.length === 3 && whole.length <= 3 && !/^0+$/.test(whole)
  const isGrouping = mark === ',' || commaLanguages.test(language)
  // "1,234" groups in every language but those that group by points.
  const groups = mayGroup && isGrouping && !(mark === ',' && commaLanguages.test(language))
  return groups ? whole + rest : `${whole}.${rest}`
}

/**
 * The first number in a text: `1,234`, `1.234,5`, `1 234`, `3.2万`, `1.2k`, `−5`, with what stands around it left aside.
 *
 * `language` is that of the page, which decides about `1.234`. Null where there is none, or more than a double holds.
 */
export function numberValue(text: string, language: string): number | null {
  const match = written.exec(plainWidth(text.slice(0, 1000)))
  if (match === null) return null
  const [, sign = '', digits = '', exponent, word = ''] = match
  const unit = word.toLowerCase()
  const first = word.charAt(0)
  const factor = multiples[unit] ?? (/\p{Script=Han}/u.test(first) ? (multiples[first] ?? 1) : 1)
  const plain = Number(`${decimalOf(digits, language)}e${exponent ?? 0}`)
  // Rounded to what was written: 3.2 × 10,000 is 32,000 and not 32,000.000000000004.
  const value = factor === 1 ? plain : Number((plain * factor).toPrecision(15))
  if (!Number.isFinite(value)) return null
  return sign === '' || value === 0 ? value : -value
}
