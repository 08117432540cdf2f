import { looksLikeRange } from './looks-like-range'

/**
 * Groups as Chinese and Japanese input methods write them, whole or in part: brackets, digits and marks twice as wide.
 * What is between the brackets must be a range; any other text in such brackets is a part of the address.
 */
const wideGroup =
  /[[［【{｛][ \u3000]*(?:[0-9０-９]|[a-zａ-ｚ](?![a-zａ-ｚ]))[ \u30000-9０-９a-zａ-ｚ.．:：,，、\-–－—―−～〜]*[\]］】}｝]/giu

/** Marks that stand for a dash or a comma; every other wide character has its narrow one at a fixed distance. */
const marks: Readonly<Record<string, string>> = {
  '—': '-',
  '―': '-',
  '−': '-',
  '～': '-',
  '〜': '-',
  '、': ',',
  '【': '[',
  '】': ']',
  '\u3000': ' ',
}

/** Digits, letters and marks in half width (Unicode block Halfwidth and Fullwidth Forms); as long as before. */
export function halfWidth(text: string): string {
  return text.replaceAll(/[\uff01-\uff5e—―−〜、【】\u3000]/g, (wide) => {
    return marks[wide] ?? String.fromCharCode(wide.charCodeAt(0) - 0xfee0)
  })
}

/** An address with its ranges in half width; everything outside of a range stays as it is. As long as before. */
export function halfWidthRanges(address: string): string {
  return address.replaceAll(wideGroup, (group) => {
    const narrow = halfWidth(group)
    const isPaired = '[]{}'.includes(narrow.charAt(0) + narrow.charAt(narrow.length - 1))
    const inner = narrow.slice(1, -1)
    const isRange = looksLikeRange(inner) || (narrow.startsWith('{') && inner.includes(','))
    return isPaired && isRange ? narrow : group
  })
}
