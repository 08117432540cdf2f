/** Words that count the parts of one thing, by language; behind most of them stands the number. */
const partWord =
  'part|pt\\.|teil|partie|parte|partea|часть|ч\\.|частина|част|deel|osa|część|część|část|časť|rész|bölüm|kısım|μέρος|الجزء|חלק|phần|bagian|ส่วนที่|パート|その|其|第'

/** What a number of a part may end with. */
const partEnd = '部分|部|頁|页|편|부|ページ'

/** Small numbers in words. */
const spelled: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eins: 1,
  zwei: 2,
  drei: 3,
  vier: 4,
  deux: 2,
  trois: 3,
  dos: 2,
  tres: 3,
  due: 2,
  tre: 3,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
}

const roman: readonly string[] = [
  '',
  'i',
  'ii',
  'iii',
  'iv',
  'v',
  'vi',
  'vii',
  'viii',
  'ix',
  'x',
  'xi',
  'xii',
]

const number = `\\d{1,3}|${Object.keys(spelled).join('|')}|x{0,1}(?:ix|iv|v?i{1,3}|v|x)`

const part = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:${partWord})[\\s.:#№-]*(${number})(?:${partEnd})?|(\\d{1,3})(?:부|편))(?![\\p{L}\\p{N}])`,
  'iu',
)

/** Longest text that is looked at, in UTF-16 units. */
const longest = 500

function numberIn(text: string): number | null {
  const plain = text.toLowerCase()
  if (/^\d+$/.test(plain)) return Number(plain)
  const value = spelled[plain] ?? roman.indexOf(plain)
  return value > 0 ? value : null
}

/** Which part a text says it is: `Rome, part 2`, `Teil III`, `part two`, `第二部分`, `その2`; null: it says none. */
export function partNumberOf(text: string): number | null {
  const [, before, after] = part.exec(text.slice(0, longest)) ?? []
  const found = before ?? after
  return found === undefined ? null : numberIn(found)
}

/** A text without what says which part it is. */
export function withoutPart(text: string): string {
  return text.slice(0, longest).replace(part, '').trim()
}

/** A label that is the number of a part and no more: `Part 2`, `part two`. */
export function isPartLabel(text: string): boolean {
  return partNumberOf(text) !== null && !/[\p{L}\p{N}]/u.test(withoutPart(text))
}
