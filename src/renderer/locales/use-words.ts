import { useTranslation } from 'react-i18next'
import type { Words } from '../i18n'
import type { Language } from './language'

const namespaces = [
  'common',
  'downloads',
  'new-download',
  'failures',
  'library',
  'viewer',
  'settings',
  'recipes',
] as const

/**
 * The words of every feature, as `t('downloads:pause')`, and the language they are in; renders again when it changes.
 */
export function useWords(): { readonly t: Words; readonly language: Language } {
  const { t, i18n } = useTranslation(namespaces)
  return { t, language: i18n.language === 'zh-CN' ? 'zh-CN' : 'en' }
}
