import type { FolderFacts } from '@shared/contract/commands'
import { useEffect, useState } from 'react'
import { invoke } from '../../bridge'

/** What the system says of a folder; null until it has, or when it cannot. */
export function useFolderFacts(folder: string): FolderFacts | null {
  const [facts, setFacts] = useState<FolderFacts | null>(null)
  useEffect(() => {
    if (folder === '') return undefined
    let wanted = true
    invoke('inspectFolder', folder).then(
      (found) => {
        if (wanted) setFacts(found)
      },
      // Facts are an extra here: a download into a bad folder tells its own failure.
      () => {
        if (wanted) setFacts(null)
      },
    )
    return () => {
      wanted = false
    }
  }, [folder])
  return facts?.path === folder ? facts : null
}
