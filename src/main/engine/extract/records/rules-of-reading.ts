import type { CrawlRules } from '../../records/frontier/match-rules'
import { type Rule, rulesOfField } from '../worker/running-rule'
import type { RecordReading } from './record-of-page'

/** How a page of a crawl is read: data, which moves to the worker. */
export interface CrawlReading {
  readonly rules: CrawlRules
  /** Null: the crawl keeps no records. */
  readonly record: RecordReading | null
  /** Selector of the pictures of a record; null: none are saved. */
  readonly images: string | null
  /** `auto`, or the label of an encoding, as in a recipe. */
  readonly encoding: string
  readonly fallbackEncoding: string
  /** Whether the page may forbid to follow its links. */
  readonly obeysRobots: boolean
}

/** All rules of a reading that run on a page, always in one order. */
export function rulesOfReading({ rules, record, images }: CrawlReading): readonly Rule[] {
  const expressions = [...rules.skip, ...rules.follow].filter(({ expression }) => expression !== null)
  return [
    ...expressions.map(({ place, text }) => ({ place, text })),
    ...Object.entries(record?.fields ?? {}).flatMap(([name, field]) =>
      rulesOfField(`crawl.record.fields.${name}`, field),
    ),
    ...(images === null ? [] : [{ place: 'crawl.images', text: images }]),
  ]
}
