import { parseSink, type ServerSink, type TlsMode, tlsModes } from '@shared/model/crawl/sink-address'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { Label } from '../../components/fields/label'
import { Select } from '../../components/fields/select'
import { TextField } from '../../components/fields/text-field'
import { useWords } from '../../locales/use-words'
import type { NewCrawl } from './use-new-crawl'
import type { ServerPlace } from './use-places'

const ports: Readonly<Record<ServerSink, string>> = { postgres: '5432', mariadb: '3306', mysql: '3306' }

interface Typed {
  readonly host: string
  readonly port: string
  readonly database: string
  readonly user: string
  readonly table: string
  readonly tls: TlsMode | null
}

/** What the form begins with: a server of this machine, or the place that is corrected. */
function firstTyped({ kind, corrects }: Pick<ServerFormProps, 'kind' | 'corrects'>): Typed {
  if (corrects === null)
    return { host: '127.0.0.1', port: ports[kind], database: '', user: '', table: '', tls: null }
  const { host, port, database, user, table, tls } = corrects.address
  return { host: host ?? '', port: String(port), database, user, table: table ?? '', tls }
}

/** The address as `parseSink` reads it, without a password; null: it is none yet. */
export function addressOf(
  kind: ServerSink,
  { host, port, database, user, table, tls }: Typed,
): string | null {
  if (host.trim() === '' || database.trim() === '') return null
  const encode = (text: string) => encodeURIComponent(text.trim())
  const name = host.trim()
  const place = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name
  const login = user.trim() === '' ? '' : `${encode(user)}@`
  const path = [database, ...(table.trim() === '' ? [] : [table])].map(encode).join('/')
  const text = `${kind}://${login}${place}:${port.trim()}/${path}${tls === null ? '' : `?tls=${tls}`}`
  const parsed = parseSink(text)
  return parsed.ok ? parsed.sink.text : null
}

interface ServerFormProps {
  readonly kind: ServerSink
  /** The place that this one takes the place of; null: it is a new one. */
  readonly corrects: ServerPlace | null
  readonly crawl: NewCrawl
  readonly onClose: () => void
}

/** What is typed, and what a connection needs: the user agrees outside of the page. */
function useConnection({ kind, corrects, crawl, onClose }: ServerFormProps) {
  const [typed, setTyped] = useState(() => firstTyped({ kind, corrects }))
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<'wrong-address' | 'not-allowed' | null>(null)
  const connect = async (): Promise<void> => {
    const address = addressOf(kind, typed)
    if (address === null) return setProblem('wrong-address')
    await attempt(async () => {
      const sink = await invoke('nameServerSink', { address, password: password === '' ? null : password })
      if (sink === null) return setProblem('not-allowed')
      crawl.places.add(sink, corrects?.sink)
      onClose()
      if (crawl.request !== null) await crawl.places.test(sink, crawl.request)
    })
  }
  return { typed, setTyped, password, setPassword, problem, connect }
}

/** A server that records are sent to. The user agrees to it outside of the page; the password goes there, and stays nowhere here. */
export function ServerForm(props: ServerFormProps) {
  const { kind, onClose } = props
  const { t } = useWords()
  const id = useId()
  const first = useRef<HTMLInputElement>(null)
  const { typed, setTyped, password, setPassword, problem, connect } = useConnection(props)
  useEffect(() => {
    // Its buttons stand below the field that has the focus: on a small screen they would stay out of sight.
    first.current?.closest('fieldset')?.scrollIntoView({ block: 'nearest' })
    first.current?.focus({ preventScroll: true })
  }, [])

  const text = (name: 'host' | 'port' | 'database' | 'user' | 'table', note?: string): ReactNode => (
    <div className={name === 'port' ? 'w-20 shrink-0' : 'min-w-0 flex-1'}>
      <Label htmlFor={`${id}-${name}`} note={note}>
        {t(`crawls:places.${name}`)}
      </Label>
      <TextField
        {...(name === 'host' ? { ref: first } : {})}
        id={`${id}-${name}`}
        value={typed[name]}
        onChange={(next) => setTyped({ ...typed, [name]: next })}
      />
    </div>
  )

  return (
    <fieldset
      className="flex flex-col gap-2.5 rounded-md p-3 shadow-[inset_0_0_0_1px_var(--line-strong)]"
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          event.preventDefault()
          void connect()
        } else if (event.key === 'Escape') {
          event.stopPropagation()
          onClose()
        }
      }}
    >
      <legend className="sr-only">{t(`crawls:places.server.${kind}`)}</legend>
      <p className="font-semibold" aria-hidden>
        {t(`crawls:places.server.${kind}`).replace('…', '')}
      </p>
      <div className="flex gap-2">
        {text('host')}
        {text('port')}
      </div>
      <div className="flex gap-2">
        {text('database')}
        {text('user')}
      </div>
      <div>
        <Label htmlFor={`${id}-password`} note={t('crawls:places.password-note')}>
          {t('crawls:places.password')}
        </Label>
        <TextField id={`${id}-password`} type="password" value={password} onChange={setPassword} />
      </div>
      <div className="flex gap-2">{text('table', t('crawls:places.table-note'))}</div>
      <TlsField typed={typed} onChange={(tls) => setTyped({ ...typed, tls })} />
      {problem === null ? null : (
        <p role="alert" className="text-small text-bad">
          {t(`crawls:places.${problem}`)}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button kind="ghost" onClick={onClose}>
          {t('crawls:form.cancel')}
        </Button>
        <Button kind="soft" onClick={() => void connect()}>
          {t('crawls:places.connect')}
        </Button>
      </div>
    </fieldset>
  )
}

interface TlsFieldProps {
  readonly typed: Typed
  readonly onChange: (tls: TlsMode) => void
}

/** How the connection is protected; on this machine nothing reads along. */
function TlsField({ typed, onChange }: TlsFieldProps) {
  const { t } = useWords()
  const isHere = /^(?:localhost$|127\.|::1$)/.test(typed.host)
  return (
    <div>
      <Label>{t('crawls:places.tls')}</Label>
      <Select
        label={t('crawls:places.tls')}
        value={typed.tls ?? (isHere ? 'off' : 'verified')}
        items={tlsModes.map((mode) => ({ value: mode, label: t(`crawls:places.tlses.${mode}`) }))}
        onChange={onChange}
        className="w-full"
      />
    </div>
  )
}
