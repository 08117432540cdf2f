import type { HostPace } from '@shared/model/task'
import { useWords } from '../../locales/use-words'

/** How many requests at once the site gets, and why not more. */
export function PaceNote({ pace }: { readonly pace: HostPace }) {
  const { t } = useWords()
  const { host, atOnce, cause } = pace
  return (
    <span className="mr-2 min-w-0 truncate text-muted tabular-nums" title={host}>
      {t(`downloads:detail.pace.${cause}`, { count: atOnce })}
    </span>
  )
}
