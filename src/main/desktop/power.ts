import { powerSaveBlocker } from 'electron'

export interface Power {
  /** Keeps the computer from falling asleep, or lets it; the screen may go dark either way. */
  keepAwake(awake: boolean): void
}

export function createPower(): Power {
  let blocker: number | null = null
  return {
    keepAwake(awake) {
      if (awake && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
      if (!awake && blocker !== null) {
        powerSaveBlocker.stop(blocker)
        blocker = null
      }
    },
  }
}
