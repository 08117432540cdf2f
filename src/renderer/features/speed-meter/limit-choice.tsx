import { formatLimit } from '@shared/messages/format'
import { Check } from 'lucide-react'
import { classNames } from '../../components/class-names'
import { NumberField } from '../../components/number-field'
import { useWords } from '../../locales/use-words'
import { changeSettings, useSettings } from '../../stores/settings'

/** Limits to choose from, in bytes per second. */
const choices = [null, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000] as const
const bytesPerKilobyte = 1000
const leastKilobytes = 2

/** The limit of all downloads together. */
export function LimitChoice({ onChosen }: { readonly onChosen: () => void }) {
  const { t, language } = useWords()
  const { bytesPerSecond } = useSettings()
  const choose = (limit: number | null): void => {
    void changeSettings({ bytesPerSecond: limit })
    onChosen()
  }
  return (
    <div className="-mx-1.5 flex flex-col">
      {choices.map((limit) => (
        <button
          key={limit ?? 'none'}
          type="button"
          aria-pressed={limit === bytesPerSecond}
          onClick={() => choose(limit)}
          className={classNames(
            'flex h-7 items-center gap-2 rounded-md px-1.5 text-left hover:bg-hover',
            limit === bytesPerSecond && 'font-medium text-accent',
          )}
        >
          <span className="flex w-4 justify-center" aria-hidden>
            {limit === bytesPerSecond ? <Check size={14} /> : null}
          </span>
          {limit === null ? t('downloads:speed.unlimited') : formatLimit(limit, language)}
        </button>
      ))}
      <div className="mt-2 flex items-center justify-between gap-2 border-t border-line px-1.5 pt-2.5">
        <span className="text-muted">{t('downloads:speed.custom')}</span>
        <NumberField
          label={t('downloads:speed.custom')}
          value={bytesPerSecond === null ? null : Math.round(bytesPerSecond / bytesPerKilobyte)}
          least={leastKilobytes}
          step={100}
          onCommit={(kilobytes) =>
            void changeSettings({
              bytesPerSecond:
                kilobytes === null ? null : Math.max(leastKilobytes, kilobytes) * bytesPerKilobyte,
            })
          }
        />
      </div>
    </div>
  )
}
