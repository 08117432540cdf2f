/** The message of the JSON parser (V8) without the text that it quotes, which may be a password. */
export function withoutQuote(message: string): string {
  return message.replace(/, (?:"|\.\.\.").* is not valid JSON$/s, '')
}
