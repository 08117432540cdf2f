import { failureText } from '@shared/messages/failure-text'
import { canCheck, type UpdateState } from '@shared/model/update'
import { Download, RefreshCw, RotateCw, X } from 'lucide-react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { spokenLanguage } from '../../locales/i18n'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'
import { useUpdate } from '../../stores/update'
import { SwitchSetting } from './section'

/** Whether there is a newer version, what can be done about it, and whether it is looked for. */
export function UpdateSetting() {
  const { t } = useWords()
  const state = useUpdate((update) => update.state)
  const isWanted = useSettings().checkForUpdates
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <div className="font-medium">{t('settings:update.label')}</div>
          <p role="status" className="text-small break-words text-muted" data-selectable>
            <UpdateText state={state} />
          </p>
        </div>
        <UpdateButton state={state} />
      </div>
      {state.kind === 'off' ? null : (
        <SwitchSetting
          label={t('settings:update.automatic')}
          description={t('settings:update.automatic-text')}
          checked={isWanted}
          patch={(checkForUpdates) => ({ checkForUpdates })}
        />
      )}
    </>
  )
}

function UpdateText({ state }: { readonly state: UpdateState }) {
  const { t } = useWords()
  switch (state.kind) {
    case 'available':
    case 'ready':
      return t(`settings:update.${state.kind}`, { version: state.version })
    case 'downloading':
      return t('settings:update.downloading', {
        version: state.version,
        percent: Math.floor(state.share * 100),
      })
    case 'failed': {
      const { sentence, next } = failureText(state.failure, spokenLanguage())
      // A sentence that ends in what the system said has no stop
      return (
        <>
          <span className="block">{sentence}</span>
          <span className="block">{next}</span>
        </>
      )
    }
    case 'off':
    case 'idle':
    case 'checking':
    case 'current':
    case 'not-signed':
      return t(`settings:update.${state.kind}`)
  }
}

function UpdateButton({ state }: { readonly state: UpdateState }) {
  const { t } = useWords()
  switch (state.kind) {
    case 'off':
      return null
    case 'available':
      return (
        <Button
          icon={<Download size={14} aria-hidden />}
          onClick={() => void attempt(() => invoke('downloadUpdate'))}
        >
          {t('settings:update.download')}
        </Button>
      )
    case 'downloading':
      return (
        <Button icon={<X size={14} aria-hidden />} onClick={() => void attempt(() => invoke('cancelUpdate'))}>
          {t('settings:update.cancel')}
        </Button>
      )
    case 'ready':
      return (
        <Button
          icon={<RotateCw size={14} aria-hidden />}
          onClick={() => void attempt(() => invoke('installUpdate'))}
        >
          {t('settings:update.install')}
        </Button>
      )
    case 'idle':
    case 'checking':
    case 'current':
    case 'not-signed':
    case 'failed':
      return (
        <Button
          icon={<RefreshCw size={14} aria-hidden />}
          disabled={!canCheck(state)}
          onClick={() => void attempt(() => invoke('checkForUpdate'))}
        >
          {t('settings:update.check')}
        </Button>
      )
  }
}
