/**
 * Text of others (titles, addresses, replies) as it may be shown on a terminal: what could move the cursor, change
 * colours, ring or turn the line round is replaced, one character each.
 */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu, (found) =>
    found === '\t' ? ' ' : '\u{fffd}',
  )
}
