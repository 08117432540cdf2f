/** How long a deleted gallery can be taken back, in milliseconds. */
export const undoMs = 10_000

/** How long the window offers it: a little less, so that what is offered can be done. */
export const undoOfferedMs = undoMs - 1000
