import { z } from 'zod'

/** Milliseconds since 1970-01-01T00:00Z, as `Date.now()` gives them; up to the last moment of a `Date` (ECMA-262 §21.4.1.1). */
export const EpochMs = z.number().int().nonnegative().max(8.64e15)
export type EpochMs = z.infer<typeof EpochMs>

const id = z.number().int().positive()

/** Row numbers of the database. They are all that the window knows of a task, a gallery or an image: never a path. */
export const TaskId = id.brand('TaskId')
/** A number that was checked or read from the database; a plain number is none. */
export type TaskId = z.infer<typeof TaskId>
/** Number of a gallery's row. */
export const GalleryId = id.brand('GalleryId')
/** A number that was checked or read from the database. */
export type GalleryId = z.infer<typeof GalleryId>
/** Number of an image's row. */
export const ImageId = id.brand('ImageId')
/** A number that was checked or read from the database. */
export type ImageId = z.infer<typeof ImageId>
