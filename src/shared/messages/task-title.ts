import type { Task } from '../model/task'
import { rangeOf } from '../page-range/page-range'
import { formatCount } from './format'
import type { Language } from './language'

/**
 * What a task is called by what it found: the title of its gallery; of several behind one address the first one and how many
 * more. Null where nothing was found yet, and for several galleries of a range, which its pages name best.
 */
export function taskTitle(
  { title, request, progress }: Pick<Task, 'title' | 'request' | 'progress'>,
  language: Language,
): string | null {
  const { galleries } = progress.counts
  if (title === null || title === '' || galleries < 2) return title === '' ? null : title
  if (rangeOf(request.address).count !== 1) return null
  return language === 'zh-CN'
    ? `${title} 及另外 ${formatCount(galleries - 1, language)} 个图集`
    : `${title} and ${formatCount(galleries - 1, language)} more`
}
