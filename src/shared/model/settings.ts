import { z } from 'zod'
import { NameTemplate } from '../name-template/name-template'

/** http, https, socks5 or socks5h address of a proxy; empty: none. */
export const ProxyAddress = z.union([z.literal(''), z.url({ protocol: /^(https?|socks5h?)$/ })])

/**
 * Limits of every request. Times are milliseconds; the names are those of the hand-edited `config.json`.
 */
export const NetworkSettings = z.strictObject({
  /** Connecting, including the TLS handshake. */
  connectTimeoutMs: z.number().int().min(100).default(15_000),
  /** From the request to the end of the reply's head. */
  headersTimeoutMs: z.number().int().min(100).default(30_000),
  /** Silence inside a body. */
  idleTimeoutMs: z.number().int().min(100).default(20_000),
  /** A body that brings less than this on average over the window is given up as too slow. */
  leastBytesPerSecond: z.number().int().min(0).default(256),
  leastRateWindowMs: z.number().int().min(1000).default(60_000),
  /** Further tries after the first one. */
  retries: z.number().int().min(0).max(20).default(4),
  /** Longest wait before a retry that no server asked for. */
  longestBackoffMs: z.number().int().min(0).default(30_000),
  /** A server that asks for a longer wait is not waited for. */
  longestRetryAfterMs: z.number().int().min(0).default(300_000),
  /** An image after decoding. */
  decodedBodyLimitBytes: z
    .number()
    .int()
    .min(1024)
    .default(4 * 1024 ** 3),
  /** A page after decoding. */
  pageLimitBytes: z
    .number()
    .int()
    .min(1024)
    .default(64 * 1024 ** 2),
  /** `host:port` pairs of private addresses that may be asked besides those that the user typed. */
  allowPrivate: z.array(z.string()).default([]),
  /** PEM file of certificates to trust besides Node's own. */
  caFile: z.string().nullable().default(null),
  /** Images whose replies are plain are fetched in the thread of their disk; false: all go through the client, which reads every reply. */
  plainLane: z.boolean().default(true),
  /** The same are asked for by HTTP/2 where the host offers it, many small replies wait for long, and no proxy is in the way. */
  http2: z.boolean().default(true),
})
/** Parsed: every field has its value. */
export type NetworkSettings = z.infer<typeof NetworkSettings>

/**
 * Everything that a user can set; kept in `config.json`, hand-editable. Each missing field takes its default, and a field
 * that is no setting is refused: a misspelt limit must not silently be the default.
 */
export const Settings = z.strictObject({
  /** Where new downloads go; empty: `Galleon` in the user's folder of downloads. */
  folder: z.string().default(''),
  tasksAtOnce: z.number().int().min(1).max(10).default(3),
  /** Requests at once in all: over HTTP/1.1 as many connections. */
  connections: z.number().int().min(1).max(128).default(128),
  connectionsPerSite: z.number().int().min(1).max(64).nullable().default(null),
  /** Least pause between two requests to one site, in milliseconds. */
  intervalMs: z.number().int().min(0).max(600_000).default(0),
  /** Bandwidth of all tasks together in bytes per second; null: as fast as it goes. */
  bytesPerSecond: z.number().int().min(1024).nullable().default(null),
  /** http, https, socks5 or socks5h address of a proxy; empty: none. A SOCKS proxy resolves names in both spellings. */
  proxy: ProxyAddress.default(''),
  language: z.enum(['system', 'en', 'zh-CN']).default('system'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Notify when a task ends. */
  notifications: z.boolean().default(true),
  /** Keep the computer awake while downloading. */
  keepAwake: z.boolean().default(true),
  /** Resume automatically what the last run left unfinished. */
  continueAtStart: z.boolean().default(false),
  /** Ask the publisher for a newer version once a day; only a packaged window does. */
  checkForUpdates: z.boolean().default(true),
  folderTemplate: NameTemplate.default('{title} [{id}]'),
  fileTemplate: NameTemplate.default('{num:>03} {filename}.{extension}'),
  /** Encoding of pages that say nothing and fit nothing: a WHATWG label. */
  fallbackEncoding: z.string().default('windows-1252'),
  /** An open range ends after this many missing pages in a row. */
  missingPagesToEnd: z.number().int().min(1).max(1000).default(5),
  /** The same content twice in a task: a hard link beside the first, or only a note in `gallery.json`. */
  duplicates: z.enum(['link', 'note']).default('link'),
  /** Saved files get the time of `Last-Modified` (RFC 9110 §8.8.2) as their modification time. */
  mtime: z.boolean().default(true),
  network: NetworkSettings.prefault({}),
})
/** Parsed: every field has its value. */
export type Settings = z.infer<typeof Settings>

/** The fields of a schema without their defaults, each of which may be absent. */
function partsOf<S extends Readonly<Record<string, { unwrap(): z.ZodType }>>>(shape: S) {
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, field.unwrap().optional()]),
  ) as { [K in keyof S]: z.ZodOptional<ReturnType<S[K]['unwrap']>> }
}

/**
 * Some settings to change. A field that is absent stays as it is, also inside `network`; one that is no setting is
 * refused.
 */
export const SettingsPatch = z.strictObject({
  ...partsOf(Settings.shape),
  network: z.strictObject(partsOf(NetworkSettings.shape)).optional(),
})
/** Parsed: the fields to change, and no others. */
export type SettingsPatch = z.infer<typeof SettingsPatch>

/** Settings with the fields of a patch in their place. */
export function patchedSettings(settings: Settings, { network, ...others }: SettingsPatch): Settings {
  return {
    ...settings,
    ...withoutAbsent(others),
    network: { ...settings.network, ...withoutAbsent(network ?? {}) },
  }
}

/** The fields that have a value: spreading one that is `undefined` would remove what is there. */
function withoutAbsent<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

/** The settings of a first start. */
export const defaultSettings: Settings = Settings.parse({})
