/** What a retry asked for, so that it holds after a restart and can be followed. Rows may be `dismissed` besides. */
export const retries = `
ALTER TABLE pages ADD COLUMN referer TEXT;   -- Referer that a retry gave it; NULL: what the request says
ALTER TABLE pages ADD COLUMN retry INTEGER;  -- the last retry of the task that asked for it again
ALTER TABLE images ADD COLUMN referer TEXT;
ALTER TABLE images ADD COLUMN retry INTEGER;
`
