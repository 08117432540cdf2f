import type { RecordFields } from '@shared/model/crawl/crawl-record'

/** Words for what is no text. */
export interface ValueWords {
  readonly yes: string
  readonly no: string
  readonly empty: string
}

/** A moment as records keep it: ISO 8601 in UTC. */
const moment = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)(?:\.\d+)?Z$/

/** A value of a record in one line; an absent one is empty. A moment is that of UTC, without zeros that say nothing. */
export function fieldText(value: RecordFields[string] | undefined, words: ValueWords): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((one) => fieldText(one, words)).join(' · ')
  if (typeof value === 'boolean') return value ? words.yes : words.no
  const text = String(value).replaceAll(/\s+/g, ' ')
  const [, day, time, seconds] = moment.exec(text) ?? []
  if (day === undefined) return text
  if (`${time}${seconds}` === '00:00:00') return day
  return `${day} ${time}${seconds === ':00' ? '' : seconds}`
}

interface FieldTextProps {
  readonly value: RecordFields[string] | undefined
  readonly words: ValueWords
}

/** The same on the screen, where an absent value is said to be empty. */
export function FieldText({ value, words }: FieldTextProps) {
  if (value === undefined) return <span className="text-[11px] text-faint italic">{words.empty}</span>
  const text = fieldText(value, words)
  return <bdi data-hint={text.length > 20 ? text : undefined}>{text}</bdi>
}
