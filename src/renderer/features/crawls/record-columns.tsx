import type { RecordColumn } from '@shared/contract/record-commands'
import { formatDateTime, formatShare } from '@shared/messages/format'
import type { CrawlPlan } from '@shared/model/crawl/crawl-plan'
import { useMemo } from 'react'
import { FieldText, fieldText } from '../../components/table/field-text'
import { FillBar } from '../../components/table/fill-bar'
import type { TableColumn } from '../../components/table/table-head'
import type { Words } from '../../locales/i18n'
import { useWords } from '../../locales/use-words'
import type { ShownRecord } from './use-records'

/** Below this share a column is named as mostly empty. */
export const enough = 0.8

/** Columns that every record has, besides its fields; `address` is shown at first. */
export const ownShown = ['address', 'first_seen', 'changed_at', 'gone_at'] as const
type OwnShown = (typeof ownShown)[number]

const widths: Readonly<Record<RecordColumn['type'], number>> = {
  text: 140,
  number: 96,
  date: 136,
  boolean: 84,
  address: 180,
}

/** The columns before the first answer. */
export function plannedColumns({ record }: CrawlPlan): readonly RecordColumn[] {
  return Object.entries(record?.fields ?? {}).map(([name, { type, list }]) => ({
    name,
    type,
    list,
    filled: 0,
  }))
}

/** The columns on the screen: fields in the order of the plan, then those that every record has. */
export function useTableColumns(
  columns: readonly RecordColumn[],
  {
    widths: chosen,
    hidden,
  }: { readonly widths: Readonly<Record<string, number>>; readonly hidden: readonly string[] },
  hasRecords: boolean,
  keys: readonly string[],
): readonly TableColumn[] {
  const { t, language } = useWords()
  return useMemo(() => {
    // The first text that does not only identify says what a record is.
    const first = columns.find(
      ({ name, type, list }) => type === 'text' && !list && !keys.includes(name),
    )?.name
    const fields = columns.map(({ name, type, list, filled }): TableColumn => {
      const isPoor = hasRecords && filled < enough
      return {
        key: name,
        title: name,
        width: chosen[name] ?? (keys.includes(name) ? 96 : name === first ? 220 : list ? 140 : widths[type]),
        align: type === 'number' && !list ? 'end' : 'start',
        ...(hasRecords
          ? {
              note: (
                <span
                  className={isPoor ? 'text-warn' : 'text-faint'}
                  data-hint={t('crawls:table.filled', { share: formatShare(filled, language) })}
                >
                  {formatShare(filled, language)}
                </span>
              ),
              below: <FillBar share={filled} isPoor={isPoor} />,
            }
          : {}),
      }
    })
    const own = ownShown.map((name): TableColumn => {
      return {
        key: name,
        title: t(`crawls:table.${name}`),
        width: chosen[name] ?? (name === 'address' ? 150 : 140),
        align: 'start',
      }
    })
    const shown = [...fields, ...own].filter(({ key }) => !hidden.includes(key))
    return shown.length > 0 ? shown : own.slice(0, 1)
  }, [columns, chosen, hidden, hasRecords, keys, t, language])
}

/** What a cell shows; of a change what was there before, too. */
export function RecordCell({ record, column }: { readonly record: ShownRecord; readonly column: string }) {
  const { t, language } = useWords()
  const words = { yes: t('crawls:table.yes'), no: t('crawls:table.no'), empty: t('crawls:table.cell-empty') }
  const own = ownText(record, column, (at) => formatDateTime(at, language))
  if (own !== null)
    return (
      <span className="text-muted" data-hint={own.hint}>
        {own.text}
      </span>
    )
  const value = record.fields[column]
  const { previous } = record
  if (previous === undefined) return <FieldText value={value} words={words} />
  const [before, now] = [fieldText(previous[column], words), fieldText(value, words)]
  if (before === now)
    return (
      <span className="text-muted">
        <FieldText value={value} words={words} />
      </span>
    )
  return (
    <span data-hint={`${before || words.empty} → ${now || words.empty}`}>
      <ins className="font-semibold no-underline">
        <bdi>{now || words.empty}</bdi>
      </ins>{' '}
      <del className="text-faint">
        <bdi>{before || words.empty}</bdi>
      </del>
    </span>
  )
}

function ownText(
  record: ShownRecord,
  column: string,
  time: (at: number) => string,
): { readonly text: string; readonly hint: string } | null {
  const of: Readonly<Record<OwnShown, number | null | string>> = {
    address: record.address,
    first_seen: record.firstSeen,
    changed_at: record.changedAt,
    gone_at: record.goneAt,
  }
  const name = ownShown.find((own) => own === column)
  if (name === undefined) return null
  const value = of[name]
  if (typeof value === 'string') return { text: value.replace(/^https?:\/\/[^/]+/, '') || '/', hint: value }
  return value === null ? { text: '', hint: '' } : { text: time(value), hint: time(value) }
}

/** What a column is called. */
export function titleOf(key: string, t: Words): string {
  const own = ownShown.find((name) => name === key)
  return own === undefined ? key : t(`crawls:table.${own}`)
}
