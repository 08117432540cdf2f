import { clipboard } from 'electron'

/** Puts text into the system's clipboard. */
export async function copyText(text: string): Promise<void> {
  await clipboard.writeText(text)
}
