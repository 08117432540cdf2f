import { longestSlice } from '@shared/model/gallery'
import { type BadVerdict, badVerdicts, type Check, type CheckedFile } from '@shared/model/library/check'
import type { TaskId } from '@shared/model/units'
import {
  CircleCheck,
  FileQuestion,
  FileWarning,
  FileX,
  FolderOpen,
  FolderX,
  ImageOff,
  Lock,
  Pencil,
} from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { attempt } from '../../bridge/attempt'
import { invoke } from '../../bridge/bridge'
import { Button } from '../../components/button'
import { IconButton } from '../../components/icon-button'
import { addToast } from '../../components/overlays/toast'
import { Thumbnail } from '../../components/thumbnail'
import { useWords } from '../../locales/use-words'
import { closeDialog, showTask } from '../../stores/view'

const icons: Readonly<Record<BadVerdict, ReactNode>> = {
  missing: <FileX size={16} aria-hidden />,
  'wrong-size': <FileQuestion size={16} aria-hidden />,
  damaged: <FileWarning size={16} aria-hidden />,
  changed: <Pencil size={16} aria-hidden />,
  unreadable: <Lock size={16} aria-hidden />,
}

/** So many files of a verdict are named; the rest is a number. */
const mostNamed = 50

/** What a check found, grouped by what is wrong. */
export function CheckResult({ check }: { readonly check: Check }) {
  const { t } = useWords()
  const files = useCheckedFiles(check)
  const isWell = Object.values(check.bad).every((count) => count === 0) && check.gone.length === 0
  const isComplete = check.incomplete.length === 0
  return (
    <div className="flex flex-col gap-4">
      {isWell && isComplete && check.whole > 0 ? (
        <CircleCheck size={28} strokeWidth={1.5} className="text-ok" aria-hidden />
      ) : null}
      {badVerdicts.map((verdict) => {
        const count = check.bad[verdict]
        if (count === 0) return null
        return (
          <Group
            key={verdict}
            verdict={verdict}
            count={count}
            files={files.filter((file) => file.verdict === verdict)}
          />
        )
      })}
      {isComplete ? null : <IncompleteGalleries galleries={check.incomplete} />}
      {check.gone.length > 0 ? <Gone gone={check.gone} /> : null}
      {check.unknown > 0 ? (
        <p className="text-small text-muted">{t('check:unknown', { count: check.unknown })}</p>
      ) : null}
    </div>
  )
}

/** The files themselves, read once the check has ended. */
function useCheckedFiles({ bad }: Check): readonly CheckedFile[] {
  const [files, setFiles] = useState<readonly CheckedFile[]>([])
  const count = Object.values(bad).reduce((sum, one) => sum + one, 0)
  useEffect(() => {
    if (count === 0) return
    let left = false
    void attempt(async () => {
      const { rows } = await invoke('listChecked', { offset: 0, limit: longestSlice })
      if (!left) setFiles(rows)
    })
    return () => {
      left = true
    }
  }, [count])
  return files
}

interface GroupProps {
  readonly verdict: BadVerdict
  readonly count: number
  readonly files: readonly CheckedFile[]
}

function Group({ verdict, count, files }: GroupProps) {
  const { t } = useWords()
  const named = files.slice(0, mostNamed)
  return (
    <section>
      <Heading icon={icons[verdict]} title={t(`check:verdicts.${verdict}.title`, { count })}>
        {t(`check:verdicts.${verdict}.text`)}
      </Heading>
      <ul className="mt-1.5 flex flex-col">
        {named.map((file) => (
          <li key={file.imageId} className="flex items-center gap-2.5 py-0.5">
            <Thumbnail id={verdict === 'changed' ? file.imageId : null} className="size-8 shrink-0" />
            <span className="min-w-0 flex-1 truncate" data-hint={`${file.title} / ${file.file}`}>
              {file.file} <span className="text-muted">{file.title}</span>
            </span>
            <IconButton
              label={t('check:show-folder-of', { file: file.file })}
              icon={<FolderOpen size={15} />}
              onClick={() =>
                void attempt(() =>
                  verdict === 'missing'
                    ? invoke('openGalleryFolder', file.galleryId)
                    : invoke('showImageFile', file.imageId),
                )
              }
            />
          </li>
        ))}
      </ul>
      {count > named.length && named.length > 0 ? (
        <p className="text-small text-muted">{t('check:more', { count: count - named.length })}</p>
      ) : null}
    </section>
  )
}

function Gone({ gone }: { readonly gone: Check['gone'] }) {
  const { t } = useWords()
  const [forgotten, setForgotten] = useState<ReadonlySet<number>>(new Set())
  const left = gone.filter(({ id }) => !forgotten.has(id))
  if (left.length === 0) return null
  const forget = async ({ id, title }: Check['gone'][number]): Promise<void> => {
    if (!(await attempt(() => invoke('forgetGallery', id)))) return
    setForgotten(new Set([...forgotten, id]))
    addToast({ title: t('check:missing.forgotten', { title }) })
  }
  return (
    <section>
      <Heading icon={<FolderX size={16} aria-hidden />} title={t('check:gone-title', { count: left.length })}>
        {t('check:gone-text')}
      </Heading>
      <ul className="mt-1.5 flex flex-col gap-1">
        {left.slice(0, mostNamed).map((gallery) => (
          <li key={gallery.id} className="flex items-center gap-2.5">
            <span className="min-w-0 flex-1 truncate" data-hint={gallery.title}>
              {gallery.title}
            </span>
            <Button onClick={() => void forget(gallery)}>{t('check:forget')}</Button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Galleries that lack images or pages; their task can fetch them. */
function IncompleteGalleries({ galleries }: { readonly galleries: Check['incomplete'] }) {
  const { t } = useWords()
  const show = (taskId: TaskId) => {
    closeDialog()
    showTask(taskId)
  }
  return (
    <section>
      <Heading
        icon={<ImageOff size={16} aria-hidden />}
        title={t('check:incomplete-title', { count: galleries.length })}
      >
        {t('check:incomplete-text')}
      </Heading>
      <ul className="mt-1.5 flex flex-col gap-1">
        {galleries.slice(0, mostNamed).map(({ id, taskId, title, images, pages, listed }) => (
          <li key={id} className="flex items-center gap-2.5">
            <span className="min-w-0 flex-1 truncate" data-hint={title}>
              {title}{' '}
              <span className="text-muted">
                {[
                  images > 0 ? t('check:missing-images', { count: images }) : '',
                  pages > 0 ? t('check:missing-pages', { count: pages }) : '',
                ]
                  .filter((text) => text !== '')
                  .join(' · ')}
              </span>
            </span>
            {listed ? <Button onClick={() => show(taskId)}>{t('check:show-download')}</Button> : null}
          </li>
        ))}
      </ul>
      {galleries.length > mostNamed ? (
        <p className="text-small text-muted">{t('check:more', { count: galleries.length - mostNamed })}</p>
      ) : null}
    </section>
  )
}

interface HeadingProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children: ReactNode
}

function Heading({ icon, title, children }: HeadingProps) {
  return (
    <>
      <h3 className="flex items-center gap-2 font-semibold text-warn">
        {icon}
        {title}
      </h3>
      <p className="text-small text-muted">{children}</p>
    </>
  )
}
