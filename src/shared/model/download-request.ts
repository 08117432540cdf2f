import { z } from 'zod'
import { NameTemplate } from '../name-template/name-template'
import { RangeAddress, withoutLogin } from '../page-range/page-range'
import { withoutUserinfo } from '../text/address-parts'
import { HeaderFields, isSecretField, UserAgent } from '../text/header-fields'
import { ImageRangeText } from '../text/image-range'
import { CrawlPlan } from './crawl/crawl-plan'
import { Reading } from './page-kind-schema'
import { ProxyAddress } from './settings'

/**
 * The request without its secrets: name and password of its address and of its proxy, and secret headers. The same
 * object when it holds none; else it is marked with `loginGone`.
 */
export function withoutSecrets(request: DownloadRequest): DownloadRequest {
  const address = withoutLogin(request.address)
  const { headers = {}, proxy, ...options } = request.options
  const kept = Object.entries(headers).filter(([name]) => !isSecretField(name))
  const shownProxy = proxy === undefined ? undefined : withoutUserinfo(proxy)
  const hasSecret =
    address !== request.address || shownProxy !== proxy || kept.length < Object.keys(headers).length
  if (!hasSecret) return request
  const shown = {
    ...options,
    ...(shownProxy === undefined ? {} : { proxy: shownProxy }),
    ...(kept.length === 0 ? {} : { headers: Object.fromEntries(kept) }),
  }
  return { ...request, address, options: shown, loginGone: true }
}

/** A `Referer` never holds a user name and a password (RFC 9110 §10.1.3): they are dropped. */
const RefererAddress = z.url({ protocol: /^https?$/, normalize: true }).transform(withoutUserinfo)

/**
 * Limits and names of one task; what is skipped follows the settings.
 */
export const TaskOptions = z.object({
  /** Connections of this task at once. */
  connections: z.number().int().min(1).max(128).optional(),
  /** Connections to one site at once. */
  connectionsPerSite: z.number().int().min(1).max(64).optional(),
  /** Least pause between two requests to one site, in milliseconds. */
  intervalMs: z.number().int().min(0).max(600_000).optional(),
  /** Bandwidth of this task in bytes per second. */
  bytesPerSecond: z.number().int().min(1024).optional(),
  folderTemplate: NameTemplate.optional(),
  fileTemplate: NameTemplate.optional(),
  /** Images with fewer bytes are skipped (known from Content-Length or after the transfer). */
  smallestBytes: z.number().int().min(0).optional(),
  /** Images with more bytes are skipped. */
  largestBytes: z.number().int().min(1).optional(),
  /**
   * `Referer` of every request of the task. `none`: no request has one. `origin`: the origin of the page that shows the
   * image, without its path and query. An address: that address, to every host. Absent: as the page's referrer policy says.
   */
  referer: z.union([z.enum(['none', 'origin']), RefererAddress]).optional(),
  /** Whether saved files get the time of `Last-Modified`; absent: as the settings say. */
  mtime: z.boolean().optional(),
  /** Further fields of every request; secret ones (`isSecretField`) go to the origin of the typed address alone. */
  headers: HeaderFields.optional(),
  /** Instead of the browser's that is sent otherwise. */
  userAgent: UserAgent.optional(),
  /** Further tries after the first one; −1: without end. Absent: `network.retries`. */
  retries: z.number().int().min(-1).max(1000).optional(),
  /** Longest wait for a connection, for a reply and for a next byte, in milliseconds, instead of the settings' three. */
  httpTimeoutMs: z.number().int().min(100).max(600_000).optional(),
  /** False: files that an earlier task saved are fetched again and replaced. */
  skip: z.boolean().optional(),
  /** Instead of the settings' proxy, for every request of the task; empty: none. A name and a password in it are secret. */
  proxy: ProxyAddress.optional(),
  /** Which images of each gallery are wanted; the others are skipped. See `parseImageRange`. */
  images: ImageRangeText.optional(),
  /** Images are reported by their addresses and not fetched. */
  listOnly: z.boolean().optional(),
  /** Whether thumbnails are followed to their pictures, an index to its galleries, a gallery to its next pages; default true. */
  follow: z.boolean().optional(),
  /**
   * What the pages of the range are, chosen by the user; what they lead to is judged. A page after the first one that asks
   * for a login, checks the visitor or says that it does not exist stays what it is. Absent: as each is judged.
   */
  readAs: Reading.optional(),
  /** All pages of the range make one gallery, named by the stem of the range. */
  oneFolder: z.boolean().optional(),
  /** Which version of a picture: the largest that the site offers (default), or the one that its page shows. */
  version: z.enum(['largest', 'shown']).optional(),
  /** Formats that are preferred at equal pixels, best first, such as `png`; a preference, never a filter. */
  formats: z
    .array(z.string().regex(/^[a-z0-9]{2,5}$/))
    .max(10)
    .optional(),
  /** Whether videos are items of a gallery; default true. */
  videos: z.boolean().optional(),
  /** Most images of each gallery; more set the shortfall `limited`. */
  mostImages: z.number().int().min(1).optional(),
  /** False (default): a task stops as limited at its 1,000th page that it followed. */
  allPages: z.boolean().optional(),
  /** False: robots.txt is not asked, and its pace not kept. Only a user says so: a recipe has no such field. */
  robots: z.boolean().optional(),
})
/** Parsed: an absent field follows the settings. */
export type TaskOptions = z.infer<typeof TaskOptions>

/**
 * What "New download", the command line and IPC all parse with.
 *
 * `recipe` is the name of one, or null to take the one that matches. `folder` is an absolute path of this machine.
 */
export const DownloadRequest = z.object({
  address: RangeAddress,
  recipe: z.string().min(1).max(100).nullable().default(null),
  folder: z.string().min(1).max(4096),
  options: TaskOptions.default({}),
  /** What the task follows and records; absent: it saves pictures. A recipe that is one fills it in when it is chosen. */
  crawl: CrawlPlan.optional(),
  /** Where records also go: addresses without passwords, as `parseSink` gives them. */
  sinks: z.array(z.string().min(1).max(2000)).max(10).optional(),
  /** How often the limits of a crawl apply in its present run; each *continue* adds one. Absent: once. */
  portions: z.number().int().min(1).optional(),
  /** Made from a record on disk: no user typed its address, so it opens no private one. */
  adopted: z.literal(true).optional(),
  /** Its login was removed when it was finished: see `withoutSecrets`. */
  loginGone: z.literal(true).optional(),
  /** Add paused; the user starts it later. */
  startLater: z.boolean().default(false),
})
/** Parsed: defaults are filled in. */
export type DownloadRequest = z.infer<typeof DownloadRequest>
/** A request before its defaults are filled in. */
export type DownloadRequestInput = z.input<typeof DownloadRequest>
