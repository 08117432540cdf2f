import { failureText } from '@shared/messages/failure-text'
import { exportFormats } from '@shared/model/crawl/record-export'
import { parseSink, type ServerSink, serverSinks } from '@shared/model/crawl/sink-address'
import { Database, FileText, Pencil, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { IconButton } from '../../components/icon-button'
import { Menu } from '../../components/overlays/menu'
import { MenuItem, MenuLine } from '../../components/overlays/menu-items'
import { useWords } from '../../locales/use-words'
import { Section } from './section'
import { ServerForm } from './server-form'
import type { NewCrawl } from './use-new-crawl'
import { isServer, type Place, type ServerPlace } from './use-places'

/** Where records also go: files and servers. */
export function PlacesSection({ crawl }: { readonly crawl: NewCrawl }) {
  const { t } = useWords()
  const { places, address } = crawl
  const [server, setServer] = useState<{ kind: ServerSink; corrects: ServerPlace | null } | null>(null)
  const addFile = (format: (typeof exportFormats)[number]): void =>
    void attempt(async () => {
      const name = URL.canParse(address) ? new URL(address).hostname : 'records'
      const file = await invoke('chooseRecordFile', { name, format })
      if (file === null) return
      const parsed = parseSink(file)
      if (parsed.ok) places.add(parsed.sink.text)
    })
  return (
    <Section
      title={t('crawls:places.title')}
      note={t('crawls:places.title-note')}
      action={
        <Menu
          trigger={
            <Button kind="text" size="small" icon={<Plus size={14} aria-hidden />}>
              {t('crawls:places.add')}
            </Button>
          }
        >
          {exportFormats.map((format) => (
            <MenuItem key={format} icon={<FileText size={14} />} onClick={() => addFile(format)}>
              {t(`crawls:places.file.${format}`)}
            </MenuItem>
          ))}
          <MenuLine />
          {serverSinks.map((kind) => (
            <MenuItem
              key={kind}
              icon={<Database size={14} />}
              onClick={() => setServer({ kind, corrects: null })}
            >
              {t(`crawls:places.server.${kind}`)}
            </MenuItem>
          ))}
        </Menu>
      }
    >
      {places.all.map((place) => (
        <PlaceRow
          key={place.sink}
          place={place}
          crawl={crawl}
          onChange={(corrects) => setServer({ kind: corrects.address.kind, corrects })}
        />
      ))}
      {server === null ? null : (
        <ServerForm
          key={server.corrects?.sink ?? server.kind}
          kind={server.kind}
          corrects={server.corrects}
          crawl={crawl}
          onClose={() => setServer(null)}
        />
      )}
    </Section>
  )
}

interface PlaceRowProps {
  readonly place: Place
  readonly crawl: NewCrawl
  /** Shows the address of a server to correct it. */
  readonly onChange: (place: ServerPlace) => void
}

function PlaceRow({ place, crawl, onChange }: PlaceRowProps) {
  const { t } = useWords()
  const { request, places } = crawl
  const { status, label, sink } = place
  const isTable = isServer(place)
  return (
    <div className="flex flex-col gap-1 border-b border-line pb-2 last:border-b-0">
      <div className="flex items-center gap-2">
        <span className="shrink-0 text-muted" aria-hidden>
          {isTable ? <Database size={16} /> : <FileText size={16} />}
        </span>
        <span className="min-w-0 flex-1 truncate" data-hint={label} dir="auto">
          {label}
        </span>
        {isTable ? (
          <Button
            kind="soft"
            size="small"
            disabled={request === null || status.kind === 'testing'}
            onClick={() => request !== null && void places.test(sink, request)}
          >
            {t(status.kind === 'untested' ? 'crawls:places.connect' : 'crawls:places.again')}
          </Button>
        ) : null}
        {isServer(place) && place.address.host !== null ? (
          <IconButton
            label={t('crawls:places.change', { place: label })}
            icon={<Pencil size={14} />}
            onClick={() => onChange(place)}
          />
        ) : null}
        <IconButton
          label={t('crawls:places.remove', { place: label })}
          icon={<X size={14} />}
          onClick={() => places.remove(sink)}
        />
      </div>
      <PlaceLine place={place} />
    </div>
  )
}

/** What is known of a place. */
function PlaceLine({ place: { status, address } }: { readonly place: Place }) {
  const { t, language } = useWords()
  switch (status.kind) {
    case 'untested':
      return address.kind === 'file' ? (
        <p className="text-small pl-6 text-muted">{t('crawls:places.at-end')}</p>
      ) : null
    case 'testing':
      return (
        <p role="status" className="text-small pl-6 text-muted">
          {t('crawls:places.testing')}
        </p>
      )
    case 'ready':
      return (
        <p role="status" className="text-small pl-6 text-ok">
          {t('crawls:places.ready')}
        </p>
      )
    case 'asks':
      return (
        <div role="status" className="pl-6">
          <p className="text-small text-ok">{t('crawls:places.statements')}</p>
          <pre
            data-selectable
            tabIndex={0}
            className="mt-1 max-h-40 overflow-auto rounded-sm bg-fill p-2 font-mono text-[11px] leading-4"
          >
            {status.statements.join('\n\n')}
          </pre>
        </div>
      )
    case 'failed': {
      const { failure } = status
      const { sentence, next } = failureText(failure, language)
      return (
        <p role="alert" className="text-small pl-6 break-words text-bad" data-selectable>
          {failure.kind === 'sink'
            ? t('crawls:places.unusable', { place: failure.sink, why: failure.detail })
            : `${sentence} ${next}`}
        </p>
      )
    }
  }
}
