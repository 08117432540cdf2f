import { Check, Copy, FileText, FolderOpen, Sparkles } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { GalleonMark } from '../../components/empty-state'
import { useCopied } from '../../components/use-now'
import { useWords } from '../../locales/use-words'
import { useHost } from '../../stores/settings'
import { openDialog } from '../../stores/view'
import { Section } from './section'
import { UpdateSetting } from './update-setting'

/** Which Galleon this is, what it runs on, and where it keeps files. */
export function AboutSection() {
  return (
    <>
      <Section>
        <Versions />
        <UpdateSetting />
      </Section>
      <Section>
        <RecipeFolder />
        <DataFolder />
        <Diagnostics />
        <Privacy />
      </Section>
    </>
  )
}

function Versions() {
  const { t } = useWords()
  const { version, versions, platform } = useHost()
  const rows = [
    ['Electron', versions.electron],
    ['Chromium', versions.chrome],
    ['Node.js', versions.node],
  ] as const
  const details = [`Galleon ${version} (${platform})`, ...rows.map((row) => row.join(' '))].join('\n')
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
      <GalleonMark />
      <div className="min-w-0 flex-1 basis-48">
        <div className="text-title font-semibold">{t('app-name')}</div>
        <div className="text-muted">{t('settings:about.tagline')}</div>
        <div className="mt-1 tabular-nums" data-selectable>
          {t('settings:about.version', { version })}
        </div>
      </div>
      <dl className="grid grid-cols-[max-content_max-content] gap-x-4 gap-y-0.5 tabular-nums" data-selectable>
        {rows.map(([name, value]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button icon={<Sparkles size={14} aria-hidden />} onClick={() => openDialog({ kind: 'whats-new' })}>
          {t('settings:update.whats-new')}
        </Button>
        <CopyButton label={t('settings:about.copy-versions')} copy={() => invoke('copyText', details)} />
      </div>
    </div>
  )
}

interface CopyButtonProps {
  readonly label: string
  /** Puts it on the clipboard; rejects with FailureError. */
  readonly copy: () => Promise<void>
}

/** Copies, and says so for a moment. */
function CopyButton({ label, copy }: CopyButtonProps) {
  const { t } = useWords()
  const [copied, markCopied] = useCopied()
  return (
    <Button
      icon={copied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
      onClick={() => void attempt(copy).then((done) => done && markCopied())}
    >
      {copied ? t('settings:about.copied') : label}
    </Button>
  )
}

function RecipeFolder() {
  const { t } = useWords()
  const { recipeFolder } = useHost()
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-56">
        <div className="font-medium">{t('settings:about.recipes')}</div>
        <div className="text-small break-all text-muted" data-selectable>
          {recipeFolder}
        </div>
      </div>
      <Button
        icon={<FolderOpen size={14} aria-hidden />}
        onClick={() => void attempt(() => invoke('openRecipeFolder'))}
      >
        {t('settings:about.open-recipes')}
      </Button>
    </div>
  )
}

function DataFolder() {
  const { t } = useWords()
  const { dataFolder } = useHost()
  return (
    <div>
      <div className="font-medium">{t('settings:about.records')}</div>
      <div className="text-small break-all text-muted" data-selectable>
        {dataFolder}
      </div>
      <p className="text-small text-muted">{t('settings:about.records-text')}</p>
    </div>
  )
}

/** Log and facts for a report of a defect. */
function Diagnostics() {
  const { t } = useWords()
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
      <div className="min-w-0 flex-1 basis-56">
        <div className="font-medium">{t('settings:about.diagnostics')}</div>
        <p className="text-small text-muted">{t('settings:about.diagnostics-text')}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <CopyButton label={t('settings:about.copy-diagnostics')} copy={() => invoke('copyDiagnostics')} />
        <Button
          icon={<FileText size={14} aria-hidden />}
          onClick={() => void attempt(() => invoke('showLogFile'))}
        >
          {t('settings:about.show-log')}
        </Button>
      </div>
    </div>
  )
}

function Privacy() {
  const { t } = useWords()
  return <p className="text-small text-muted">{t('settings:about.privacy')}</p>
}
