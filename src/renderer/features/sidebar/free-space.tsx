import { formatBytes } from '@shared/messages/format'
import { useEffect, useState } from 'react'
import { invoke } from '../../bridge/bridge'
import { useWords } from '../../locales/use-words'
import { useSettings } from '../../stores/settings'

/** How often the disk is looked at, in milliseconds. */
const everyMs = 30_000

/** Free space of the disk that pictures go to; nothing where the system does not say. */
export function FreeSpace() {
  const { t, language } = useWords()
  const { folder } = useSettings()
  const [free, setFree] = useState<number | null>(null)
  useEffect(() => {
    let ended = false
    const look = (): void => {
      invoke('inspectFolder', folder).then(
        ({ freeBytes }) => {
          if (!ended) setFree(freeBytes)
        },
        () => undefined,
      )
    }
    look()
    const timer = window.setInterval(look, everyMs)
    return () => {
      ended = true
      window.clearInterval(timer)
    }
  }, [folder])
  if (free === null) return null
  return (
    <p className="flex justify-between gap-2 px-4 pt-3 pb-1 text-caption text-muted" data-hint={folder}>
      <span className="truncate">{t('pictures')}</span>
      <span className="shrink-0">{t('folder-free', { size: formatBytes(free, language) })}</span>
    </p>
  )
}
