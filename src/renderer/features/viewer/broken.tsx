import { ImageOff } from 'lucide-react'
import { useWords } from '../../locales/use-words'

/** Stands in the place of a picture or video that cannot be shown. */
export function Broken() {
  const { t } = useWords()
  return (
    <div className="flex max-w-[40ch] flex-col items-center gap-1 p-6 text-center">
      <ImageOff size={36} strokeWidth={1.25} className="mb-2 text-muted" aria-hidden />
      <p className="text-title font-semibold">{t('viewer:broken.title')}</p>
      <p className="text-balance text-muted">{t('viewer:broken.text')}</p>
    </div>
  )
}
