import { splitAddresses } from '@shared/text/split-addresses'
import { Link } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '../../components/button'
import { Hint, shortcutText } from '../../components/overlays/tooltip'
import { useWords } from '../../locales/use-words'
import { openNewDownload } from '../../stores/view'

/** Id of the address field: Ctrl+L goes there. */
export const addressFieldId = 'page-address'

/** Always there: an address and Enter open "New download" filled in. */
export function AddressBar() {
  const { t } = useWords()
  const [address, setAddress] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    openNewDownload(address.trim())
    setAddress('')
  }
  return (
    <form
      aria-label={t('downloads:nothing-yet.start')}
      onSubmit={submit}
      className="flex h-12 shrink-0 items-center gap-2 px-4"
    >
      <div className="relative max-w-[640px] min-w-0 flex-1">
        <Link size={15} className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" aria-hidden />
        <input
          id={addressFieldId}
          type="text"
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          value={address}
          onChange={(event) => setAddress(event.target.value)}
          onPaste={(event) => {
            const text = event.clipboardData.getData('text/plain')
            if (splitAddresses(text).length < 2) return
            // The field has one line and drops line breaks, which would join one address to the next.
            event.preventDefault()
            openNewDownload(text.trim())
          }}
          aria-label={t('downloads:address.label')}
          placeholder={t('downloads:address.placeholder')}
          className="h-8 w-full rounded-sm bg-fill pr-14 pl-8 placeholder:text-muted"
        />
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-1.5 right-1.5 rounded-xs bg-fill-2 px-[5px] font-sans text-caption leading-5 text-muted"
        >
          {shortcutText('Ctrl+L')}
        </kbd>
      </div>
      <Hint label={t('downloads:nothing-yet.start')} shortcut="Ctrl+N">
        <Button size="large" kind="primary" type="submit">
          {t('downloads:address.download')}
        </Button>
      </Hint>
    </form>
  )
}
