import { app } from 'electron'
import { isWebAddress } from './web-address'

/**
 * The addresses among the arguments of a start. Everything else there is ignored: another program may have written it,
 * and a file name or a switch could do harm.
 */
export function addressesIn(argv: readonly string[]): readonly string[] {
  return argv.slice(1).filter(isWebAddress)
}

/** Tells of each further start of the program, with the addresses that it was given. */
export function onSecondStart(listener: (addresses: readonly string[]) => void): void {
  app.on('second-instance', (_event, argv) => listener(addressesIn(argv)))
}
