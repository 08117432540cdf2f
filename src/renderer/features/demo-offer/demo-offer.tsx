import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { Hint } from '../../components/overlays/tooltip'
import { useWords } from '../../locales/use-words'
import { openNewDownload } from '../../stores/view'

/** Starts the built-in demo gallery and opens "New download" with its address. */
export function DemoOffer() {
  const { t } = useWords()
  const [starting, setStarting] = useState(false)
  const start = async (): Promise<void> => {
    setStarting(true)
    await attempt(async () => {
      const site = await invoke('startDemo')
      openNewDownload(site.address)
    })
    setStarting(false)
  }
  return (
    <Hint label={t('downloads:demo.text')}>
      <Button icon={<FlaskConical size={15} aria-hidden />} disabled={starting} onClick={() => void start()}>
        {t('downloads:demo.offer')}
      </Button>
    </Hint>
  )
}
