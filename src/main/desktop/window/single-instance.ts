import { app } from 'electron'
import { addressesIn } from '../security/web-address'

/** Reports each further start of the program, with the web addresses that it was given. */
export function onSecondStart(listener: (addresses: readonly string[]) => void): void {
  app.on('second-instance', (_event, argv) => listener(addressesIn(argv)))
}
