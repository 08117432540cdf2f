import type { Handlers } from '@shared/contract/commands'
import type { Delta } from '@shared/contract/deltas'
import type { settingsCommands } from '@shared/contract/list-commands'
import type { Settings } from '@shared/model/settings'
import type { Network } from '../network/network'
import type { SettingsFile } from '../settings/settings-file'
import type { Scheduler } from '../tasks/scheduler'

/** What a change of the settings reaches. */
interface SettingsPorts {
  readonly settingsFile: SettingsFile
  /** The settings in force. */
  readonly settings: () => Settings
  readonly network: Pick<Network, 'settingsChanged'>
  readonly scheduler: Pick<Scheduler, 'slotsChanged'>
  readonly emitDelta: (delta: Delta) => void
}

/**
 * Handlers of the commands about settings.
 *
 * A change is saved in the file, then holds for the next requests and for the number of tasks at once.
 */
export function createSettingsCommands({
  settingsFile,
  settings,
  network,
  scheduler,
  emitDelta,
}: SettingsPorts): Handlers<keyof typeof settingsCommands> {
  return {
    changeSettings(patch) {
      settingsFile.change(patch)
      network.settingsChanged()
      scheduler.slotsChanged()
      emitDelta({ kind: 'settings', settings: settings() })
      return settings()
    },
  }
}
