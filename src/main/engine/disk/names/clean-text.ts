/** Characters that Windows refuses in a name, `/` and `\` among them (Microsoft, Naming Files, Paths, and Namespaces). */
const illegal = '<>:"/\\\\|?*'

/** A joiner inside of an emoji is the only invisible character that is seen when it is missing. */
const emojiJoiner = /(?<=\p{Extended_Pictographic}\ufe0f?)\u200d(?=\p{Extended_Pictographic})/gu

/**
 * Control characters, invisible and bidirectional ones, unpaired surrogates, fillers that look like nothing, and
 * noncharacters: they mislead (`gpj.exe` shown as `exe.jpg`) or cannot be written.
 */
const unseen =
  /[\p{Cc}\p{Cf}\p{Cs}\u034f\u115f\u1160\u17b4\u17b5\u2028\u2029\u2065\u2800\u3164\uffa0\ufdd0-\ufdef\ufff0-\ufff8\ufffe\uffff]/gu

/** Names as most files have them: nothing of them is changed, and thousands of them come. */
const plain = /^[\w()[\]-]+(?:[ .][\w()[\]-]+)*$/

const runs = new RegExp(`[${illegal}]+`, 'gu')
const edge = new RegExp(`[\\s.${illegal}]`, 'u')

function withoutUnseen(text: string): string {
  const held = '\uFFFF'
  return text
    .replaceAll(held, '')
    .replace(emojiJoiner, held)
    .replace(unseen, (char) => (char === held ? '\u200d' : ''))
}

/** Step by step, because an expression for the end of a text takes a time that grows with the square of its length. */
function withoutEdges(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && edge.test(text.charAt(start))) start += 1
  while (end > start && edge.test(text.charAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/**
 * Text of which nothing can mislead or be refused in a file name; it may be empty, too long or a reserved name.
 *
 * White space becomes one space. What Windows refuses becomes `_`, one for a run (`a/b:c` is `a_b_c`), and vanishes at
 * both ends with dots and spaces there, so that nothing is hidden, `.` or `..`. The result is NFC.
 */
export function cleanText(text: string): string {
  if (plain.test(text)) return text
  const visible = withoutUnseen(text.replace(/(?!\ufeff)\s/gu, ' ')).normalize('NFC')
  return withoutEdges(withoutUnseen(visible).replace(/ {2,}/g, ' ')).replace(runs, '_')
}
