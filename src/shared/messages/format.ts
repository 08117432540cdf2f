import type { EpochMs } from '../model/units'

// Numbers as people read them in a terminal.

const byteUnits = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const

/** Bytes in decimal units (1 KB = 1000 B): `0 B`, `119 KB`, `3.1 MB`. */
export function formatBytes(bytes: number): string {
  let value = Math.max(0, bytes)
  let unit = 0
  while (value >= 999.5 && unit < byteUnits.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit < 2 || value >= 99.95 ? Math.round(value) : value.toFixed(1)} ${byteUnits[unit] ?? 'PB'}`
}

/** Bytes per second in decimal units: `3.1 MB/s`. */
export function formatSpeed(bytesPerSecond: number): string {
  return `${formatBytes(bytesPerSecond)}/s`
}

/** A length of time: `41 s`, `1:34`, `2:05:09`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  if (whole < 60) return `${whole} s`
  const two = (part: number) => String(part).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

/** `1 image`, `2,000 images`. */
export function counted(count: number, thing: string): string {
  const plural = thing.endsWith('y') ? `${thing.slice(0, -1)}ies` : `${thing}s`
  return `${count.toLocaleString('en')} ${count === 1 ? thing : plural}`
}

/** A share of 0 to 1 as whole percent, never 100 before it is reached. */
export function formatShare(share: number): string {
  return `${share >= 1 ? 100 : Math.min(99, Math.max(0, Math.floor(share * 100)))}%`
}

/** `14:05`; of another day with the date. */
export function clockTime(moment: EpochMs): string {
  const at = new Date(moment)
  const today = at.toDateString() === new Date().toDateString()
  const time = at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  return `${today ? '' : `${at.toLocaleDateString('sv')} `}${time}`
}

/** `goes on at 14:05`; of another day with the date. */
export function resumesAt(moment: EpochMs): string {
  return `goes on at ${clockTime(moment)}`
}
