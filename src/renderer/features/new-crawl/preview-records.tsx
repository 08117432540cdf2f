import { formatCount, formatShare } from '@shared/messages/format'
import type { CrawlPreview } from '@shared/model/crawl/crawl-preview'
import { Notice } from '../../components/notice'
import { FieldText } from '../../components/table/field-text'
import { FillBar } from '../../components/table/fill-bar'
import { useWords } from '../../locales/use-words'
import type { FieldForm } from './crawl-form'

/** Below this share a column is called mostly empty, as in the table of records. */
const enough = 0.8

interface PreviewRecordsProps {
  readonly preview: CrawlPreview
  readonly fields: readonly FieldForm[]
}

/** The first records as a table, with how many of them have each field. */
export function PreviewRecords({ preview, fields }: PreviewRecordsProps) {
  const { t, language } = useWords()
  const { records, columns } = preview
  if (records.length === 0) return <p className="text-muted">{t('crawls:preview.no-records')}</p>
  const isNumber = (name: string) => fields.some((field) => field.name === name && field.type === 'number')
  const words = { yes: t('crawls:table.yes'), no: t('crawls:table.no'), empty: t('crawls:table.cell-empty') }
  const poor = columns.filter(({ filled }) => filled / records.length < enough)
  return (
    <>
      <div
        className="max-w-full overflow-x-auto rounded-md shadow-[inset_0_0_0_1px_var(--line)]"
        role="region"
        aria-label={t('crawls:preview.records')}
        tabIndex={0}
      >
        <table className="w-full border-separate border-spacing-0">
          <Heads preview={preview} />
          <tbody>
            {records.map(({ address, fields: values }) => (
              <tr key={address}>
                {columns.map(({ name }) => (
                  <td
                    key={name}
                    className={`h-[34px] max-w-56 truncate border-b border-line px-2 first:pl-3 ${isNumber(name) ? 'text-right' : ''}`}
                  >
                    <FieldText value={values[name]} words={words} />
                  </td>
                ))}
                <td
                  className="h-[34px] max-w-56 truncate border-b border-line px-2 text-muted"
                  data-hint={address}
                >
                  {address.replace(/^https?:\/\/[^/]+/, '')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {poor.map(({ name, filled }) => (
        <Notice key={name} state="warn">
          {t('crawls:preview.mostly-empty', {
            name,
            empty: formatCount(records.length - filled, language),
            all: formatCount(records.length, language),
          })}
        </Notice>
      ))}
    </>
  )
}

/** The fields with the share of records that have them. */
function Heads({ preview: { records, columns } }: Pick<PreviewRecordsProps, 'preview'>) {
  const { t, language } = useWords()
  const look = 'text-caption font-medium h-[42px] border-b border-line px-2 text-left align-middle text-muted'
  return (
    <thead>
      <tr>
        {columns.map(({ name, filled }) => {
          const share = filled / records.length
          const title = t('crawls:preview.filled', {
            name,
            filled: formatCount(filled, language),
            all: formatCount(records.length, language),
          })
          return (
            <th key={name} scope="col" data-hint={title} className={`${look} min-w-24 first:pl-3`}>
              <span className="flex items-center gap-1.5">
                <span className="truncate">{name}</span>
                <span className={share < enough ? 'ml-auto text-warn' : 'ml-auto text-faint'}>
                  {formatShare(share, language)}
                </span>
              </span>
              <FillBar share={share} isPoor={share < enough} />
            </th>
          )
        })}
        <th scope="col" className={look}>
          {t('crawls:table.address')}
        </th>
      </tr>
    </thead>
  )
}
