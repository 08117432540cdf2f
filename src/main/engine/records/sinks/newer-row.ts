/**
 * The condition of SQL by which a row that is sent replaces the one that is kept under its key; `kept` and `sent` give a
 * column of either, quoted.
 *
 * Of one file of records the greater revision counts, whatever the clock was. Rows of another file, of a crawl that was
 * begun again as a new task, count revisions of their own, and were first seen at another time: the later state counts.
 */
export function isNewerRow(kept: (column: string) => string, sent: (column: string) => string): string {
  const stateOf = (side: typeof kept) => `coalesce(${side('gone_at')}, ${side('last_seen')})`
  const first = [kept('first_seen'), sent('first_seen')] as const
  return [
    `(${first.join(' = ')} AND ${kept('revision')} < ${sent('revision')})`,
    `(${first.join(' <> ')} AND ${stateOf(kept)} <= ${stateOf(sent)})`,
  ].join(' OR ')
}
