import type { DownloadRequest } from '@shared/model/download-request'
import type { GalleryId, ImageId, TaskId } from '@shared/model/units'
import { create } from 'zustand'
import type { TaskFilter } from './task-mirror'

/** The views of the sidebar. */
export type ViewName = 'downloads' | 'library' | 'recipes' | 'crawls' | 'settings'

/** Parts of the settings, in their order. */
export const settingsSections = ['general', 'downloads', 'names', 'network', 'about'] as const
/** The sections of the settings. */
export type SettingsSection = (typeof settingsSections)[number]

/** The one question that stands over the window, if any. */
export type OpenDialog =
  | { readonly kind: 'new-download'; readonly address: string }
  /** A new crawl, with the rules of another one if `from` is there. */
  | { readonly kind: 'crawl'; readonly address: string; readonly from: DownloadRequest | null }
  | { readonly kind: 'cancel'; readonly ids: readonly TaskId[] }
  | { readonly kind: 'whats-new' }
  /** A check of files; null: of the whole library; unknown: it was begun before this page. */
  | { readonly kind: 'check'; readonly galleries: readonly GalleryId[] | null | 'unknown' }

interface ViewState {
  readonly view: ViewName
  readonly settingsSection: SettingsSection
  /** Id of the group of settings to bring into view; the settings take it and put null. */
  readonly settingsPlace: string | null
  readonly filter: TaskFilter
  readonly dialog: OpenDialog | null
  /** Addresses from outside for which "New download" opens once the dialog is closed, in their order. */
  readonly waiting: readonly string[]
  readonly viewer: { readonly galleryId: GalleryId; readonly imageId: ImageId | null } | null
  /** The crawl whose page is open in its view; null: the list of them. */
  readonly crawl: TaskId | null
  /** A task to select, requested from outside the list; the list takes it and puts null. */
  readonly wanted: TaskId | null
}

/** What the window shows. */
export const useView = create<ViewState>(() => ({
  view: 'downloads',
  settingsSection: 'general',
  settingsPlace: null,
  filter: 'all',
  dialog: null,
  waiting: [],
  viewer: null,
  crawl: null,
  wanted: null,
}))

/** Switches to a view. */
export function showView(view: ViewName): void {
  useView.setState({ view })
}

/** `settingsPlace` is the id of a `Section` there. */
export function showSettings(settingsSection: SettingsSection, settingsPlace: string | null = null): void {
  useView.setState({ view: 'settings', settingsSection, settingsPlace })
}

/** Shows the list of tasks with a filter. */
export function showFilter(filter: TaskFilter): void {
  useView.setState({ view: 'downloads', filter })
}

/** Shows a task in the list, with its details. */
export function showTask(id: TaskId): void {
  useView.setState({ view: 'downloads', filter: 'all', wanted: id, viewer: null })
}

/** Shows the page of a crawl. */
export function showCrawl(id: TaskId): void {
  useView.setState({ view: 'crawls', crawl: id, viewer: null })
}

/** Returns from the page of a crawl to the list of them. */
export function closeCrawl(): void {
  useView.setState({ crawl: null })
}

/** Opens the form of a new crawl, with the address and rules of another one if there is one. */
export function openNewCrawl(address: string, from: DownloadRequest | null = null): void {
  useView.setState({ dialog: { kind: 'crawl', address, from }, viewer: null })
}

/** Opens "New download"; `address` may be empty. An open one keeps what was typed unless there is an address. */
export function openNewDownload(address: string): void {
  const { dialog } = useView.getState()
  if (dialog?.kind === 'new-download' && address === '') return
  useView.setState({ dialog: { kind: 'new-download', address }, viewer: null })
}

/**
 * Opens "New download" for a request from outside the page: at once, or when the dialog that is open has been closed, so that
 * nothing in it is lost. Without an address an open dialog is enough.
 */
export function offerNewDownload(address: string): void {
  const { dialog, waiting } = useView.getState()
  if (dialog === null) return openNewDownload(address)
  const isThere = dialog.kind === 'new-download' && dialog.address === address
  if (address !== '' && !isThere && !waiting.includes(address)) {
    useView.setState({ waiting: [...waiting, address] })
  }
}

/** Opens a dialog; one is open at a time. */
export function openDialog(dialog: OpenDialog): void {
  useView.setState({ dialog })
}

/** Closes the dialog; the next address that waits opens. */
export function closeDialog(): void {
  const [address, ...waiting] = useView.getState().waiting
  useView.setState({ dialog: null, waiting })
  if (address !== undefined) openNewDownload(address)
}

/** Opens the pictures of a gallery over the window, at one of them or at the first. */
export function openViewer(galleryId: GalleryId, imageId: ImageId | null = null): void {
  useView.setState({ viewer: { galleryId, imageId } })
}

/** Returns from the viewer to where it was opened. */
export function closeViewer(): void {
  useView.setState({ viewer: null })
}
