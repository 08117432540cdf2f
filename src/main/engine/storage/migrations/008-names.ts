/** What names of a gallery's images depend on, so that they are the same after a restart. */
export const names = `
ALTER TABLE galleries ADD COLUMN expected INTEGER NOT NULL DEFAULT 0; -- images known when it was found; 0: not known
ALTER TABLE galleries ADD COLUMN encoding TEXT;                       -- of its first page; NULL: not known
`
