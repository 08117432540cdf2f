/** Whether a character is as wide as two letters: ideographs, kana, hangul and their signs (Unicode, from U+2E80 on). */
export function isFullWidth(character: string): boolean {
  return (character.codePointAt(0) ?? 0) > 0x2e7f
}
