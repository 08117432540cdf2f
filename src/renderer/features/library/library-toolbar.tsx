import type { LibraryQuery } from '@shared/model/gallery'
import { ArrowDownWideNarrow, ArrowUpNarrowWide, FolderTree, ShieldCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { FilterField } from '../../components/fields/filter-field'
import { Select } from '../../components/fields/select'
import { IconButton } from '../../components/icon-button'
import { useWords } from '../../locales/use-words'
import { openCheck } from '../check-files/check-files'
import { orderLibrary, sortLibrary, useLibrary } from './library-store'

/** Rest of the keys after which a filter is asked for, in milliseconds. */
const typingPauseMs = 150

const sorts: readonly LibraryQuery['sort'][] = ['added', 'title', 'host', 'size']
const everySite = '*'

/** What of the library is shown, and in which order. */
export function LibraryToolbar() {
  const { t } = useWords()
  const { order, hosts, grouped } = useLibrary()
  const { host, sort, descending } = order
  // A site whose last gallery is gone must not look as if it were not chosen.
  const sites = host === null || hosts.includes(host) ? hosts : [host, ...hosts]
  return (
    <div
      className="flex shrink-0 items-center gap-2 border-b border-line bg-bar px-4 py-2"
      role="toolbar"
      aria-label={t('library:title')}
    >
      <Filter />
      <Select
        label={t('library:site')}
        value={host ?? everySite}
        items={[
          { value: everySite, label: t('library:every-site') },
          ...sites.map((site) => ({ value: site, label: site })),
        ]}
        onChange={(site) => orderLibrary({ host: site === everySite ? null : site })}
        className="max-w-44"
      />
      <Select
        label={t('library:sort')}
        value={sort}
        items={sorts.map((value) => ({ value, label: t(`library:sort-by.${value}`) }))}
        onChange={sortLibrary}
      />
      <div className="flex">
        <IconButton
          label={t(descending ? 'library:descending' : 'library:ascending')}
          icon={descending ? <ArrowDownWideNarrow size={16} /> : <ArrowUpNarrowWide size={16} />}
          onClick={() => orderLibrary({ descending: !descending })}
        />
        <IconButton
          label={t('library:group-by-site')}
          icon={<FolderTree size={16} />}
          pressed={grouped}
          onClick={() => useLibrary.setState({ grouped: !grouped })}
        />
        <IconButton
          label={t('check:check-all')}
          icon={<ShieldCheck size={16} />}
          onClick={() => void openCheck(null)}
        />
      </div>
    </div>
  )
}

function Filter() {
  const { t } = useWords()
  const text = useLibrary((state) => state.order.text)
  const [draft, setDraft] = useState(text)
  const [shown, setShown] = useState(text)
  if (shown !== text) {
    setShown(text)
    setDraft(text)
  }
  useEffect(() => {
    if (draft === text) return
    const timer = setTimeout(() => orderLibrary({ text: draft }), typingPauseMs)
    return () => clearTimeout(timer)
  }, [draft, text])
  return (
    <FilterField
      value={draft}
      onChange={setDraft}
      label={t('library:filter')}
      placeholder={t('library:filter')}
      clearLabel={t('library:clear-filter')}
      className="mr-auto w-72 shrink"
    />
  )
}
