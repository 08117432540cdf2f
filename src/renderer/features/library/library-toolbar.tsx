import type { LibraryQuery } from '@shared/gallery'
import { ArrowDownWideNarrow, ArrowUpNarrowWide, FolderTree, Search, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { IconButton } from '../../components/icon-button'
import { Select } from '../../components/select'
import { useWords } from '../../locales/use-words'
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
      <FilterField />
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
      </div>
    </div>
  )
}

function FilterField() {
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
    <div className="relative mr-auto min-w-32 flex-1 basis-40 max-w-80">
      <Search size={14} className="pointer-events-none absolute top-2.25 left-2.5 text-muted" aria-hidden />
      <input
        type="text"
        role="searchbox"
        aria-label={t('library:filter')}
        placeholder={t('library:filter')}
        value={draft}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && draft !== '') setDraft('')
        }}
        className="h-8 w-full rounded-md border border-field-line bg-field pr-8 pl-8"
      />
      {draft === '' ? null : (
        <IconButton
          label={t('library:clear-filter')}
          shortcut="Esc"
          icon={<X size={14} />}
          onClick={() => setDraft('')}
          className="absolute top-0.5 right-0.5"
        />
      )}
    </div>
  )
}
