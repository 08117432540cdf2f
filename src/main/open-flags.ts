import { constants } from 'node:fs'

/** Refuses to open a link (`open(2)`, `O_NOFOLLOW`). Zero on Windows, where opening always follows links. */
export const noFollow = constants.O_NOFOLLOW ?? 0

/**
 * How a file that others may have put there is opened for reading: a link is refused, and a FIFO without a writer is
 * opened at once instead of being waited for (`open(2)`, `O_NONBLOCK`). The caller still checks that it is a file.
 */
export const readOnly = constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0)
