/** What a retry asked for, so that it holds after a restart and can be followed. Rows may also be `dismissed`. */
export const retries = `
ALTER TABLE pages ADD COLUMN referer TEXT;   -- Referer that a retry gave it; NULL: what the request says
ALTER TABLE pages ADD COLUMN retry INTEGER;  -- the last retry of the task that asked for it again
ALTER TABLE images ADD COLUMN referer TEXT;
ALTER TABLE images ADD COLUMN retry INTEGER;
`

/** Cookies are saved with their task: a resume after a kill sends what a page that was read before has set. */
export const cookies = `
ALTER TABLE tasks ADD COLUMN cookies TEXT; -- as JSON; NULL: none
`

/** An image that is fetched again because its file on disk was found bad. */
export const repair = `
ALTER TABLE images ADD COLUMN repair TEXT; -- what was recorded of the file: file, bytes, sha256, type as JSON
`

/** What is asked for at every name, gallery and poll is found without reading all rows. */
export const lookups = `
CREATE INDEX galleries_place ON galleries (root, folder);
CREATE INDEX galleries_cover ON galleries (task_id) WHERE cover_id IS NOT NULL AND forgotten_at IS NULL;
CREATE INDEX images_file ON images (gallery_id, file) WHERE file IS NOT NULL;
CREATE INDEX images_retry ON images (task_id, retry, state) WHERE retry IS NOT NULL;
CREATE INDEX pages_gallery ON pages (task_id, gallery_id, state) WHERE gallery_id IS NOT NULL;
CREATE INDEX pages_retry ON pages (task_id, retry, state) WHERE retry IS NOT NULL;
`

/** What a page says of the Referer of its pictures holds for every try, also after a restart. */
export const referrerPolicy = `
ALTER TABLE images ADD COLUMN policy TEXT; -- a referrer policy; NULL: the page names none
`

/**
 * The library has one card for a folder on disk, however many tasks have a gallery there: `shown` marks the newest row
 * of each folder that has files. `place` is the absolute folder, in one spelling.
 *
 * Triggers keep the mark, so that no statement can forget it; for most images that end their condition is false.
 */
export const libraryCards = `
ALTER TABLE galleries ADD COLUMN place TEXT GENERATED ALWAYS AS
  (rtrim(rtrim(replace(root, '\\', '/'), '/') || '/' || folder, '/')) VIRTUAL;
ALTER TABLE galleries ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
CREATE INDEX galleries_in_place ON galleries (place);
UPDATE galleries SET shown = 1 WHERE id IN
  (SELECT max(id) FROM galleries WHERE saved + skipped > 0 AND forgotten_at IS NULL GROUP BY place);
CREATE INDEX galleries_shown ON galleries (id) WHERE shown = 1;
CREATE TRIGGER galleries_card AFTER UPDATE OF saved, skipped, forgotten_at, root, folder ON galleries
WHEN (OLD.saved + OLD.skipped > 0) <> (NEW.saved + NEW.skipped > 0)
  OR OLD.forgotten_at IS NOT NEW.forgotten_at OR OLD.place <> NEW.place
BEGIN
  UPDATE galleries SET shown = 0 WHERE place IN (OLD.place, NEW.place) AND shown = 1;
  UPDATE galleries SET shown = 1 WHERE id IN
    (SELECT max(id) FROM galleries WHERE place IN (OLD.place, NEW.place) AND saved + skipped > 0
      AND forgotten_at IS NULL GROUP BY place);
END;
`

/** What names of a gallery's images depend on, so that they are the same after a restart. */
export const names = `
ALTER TABLE galleries ADD COLUMN expected INTEGER NOT NULL DEFAULT 0; -- images known when it was found; 0: not known
ALTER TABLE galleries ADD COLUMN encoding TEXT;                       -- of its first page; NULL: not known
`

/**
 * The orders in which the window shows long lists. Each index holds all that finding the rows of a slice needs, so that
 * a jump into the middle of a million rows reads index entries only.
 */
export const listOrders = `
CREATE INDEX images_by_file ON images (task_id, file, id, gallery_id);
CREATE INDEX images_by_bytes ON images (task_id, bytes, id, gallery_id);
DROP INDEX images_state;
CREATE INDEX images_state ON images (task_id, state, id, gallery_id);
CREATE INDEX images_failed ON images (task_id, at, id) WHERE state = 'failed';
CREATE INDEX pages_failed ON pages (task_id, at, id) WHERE state = 'failed';
CREATE INDEX left_out_reasons ON left_out (task_id, reason, address);
`

/**
 * Logins that stood in addresses of pages, and those of a typed range for its further origins: apart from the addresses,
 * so that one statement wipes them.
 */
export const logins = `
CREATE TABLE logins (
  task_id  INTEGER NOT NULL REFERENCES tasks (id),
  origin   TEXT NOT NULL,               -- scheme, host and port that they are sent to
  username TEXT NOT NULL,               -- percent-encoded, as the password
  password TEXT NOT NULL,
  PRIMARY KEY (task_id, origin)
) WITHOUT ROWID;
`

/**
 * A folder that is reached through a symbolic link is the same folder: `place` is made of the root's path without links,
 * which `real_root` has where it differs from the root as the user named it (NULL: it is the root itself).
 */
export const realRoots = `
DROP TRIGGER galleries_card;
DROP INDEX galleries_in_place;
ALTER TABLE galleries DROP COLUMN place;
ALTER TABLE galleries ADD COLUMN real_root TEXT;
ALTER TABLE galleries ADD COLUMN place TEXT GENERATED ALWAYS AS
  (rtrim(rtrim(replace(coalesce(real_root, root), '\\', '/'), '/') || '/' || folder, '/')) VIRTUAL;
CREATE INDEX galleries_in_place ON galleries (place);
CREATE INDEX galleries_real_root ON galleries (root, real_root);
CREATE TRIGGER galleries_card AFTER UPDATE OF saved, skipped, forgotten_at, root, real_root, folder ON galleries
WHEN (OLD.saved + OLD.skipped > 0) <> (NEW.saved + NEW.skipped > 0)
  OR OLD.forgotten_at IS NOT NEW.forgotten_at OR OLD.place <> NEW.place
BEGIN
  UPDATE galleries SET shown = 0 WHERE place IN (OLD.place, NEW.place) AND shown = 1;
  UPDATE galleries SET shown = 1 WHERE id IN
    (SELECT max(id) FROM galleries WHERE place IN (OLD.place, NEW.place) AND saved + skipped > 0
      AND forgotten_at IS NULL GROUP BY place);
END;
`

/**
 * Whether lists hide an image, so that a slice builds no set of those that they hide. A column of its own that changes
 * only with the answer: an index whose condition is the state would be written again with every image that ends.
 */
export const hidden = `
ALTER TABLE images ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0; -- 1: state is 'dismissed' or 'unwanted'
UPDATE images SET hidden = 1 WHERE state IN ('dismissed', 'unwanted');
CREATE TRIGGER images_hidden_added AFTER INSERT ON images WHEN NEW.state IN ('dismissed', 'unwanted')
BEGIN
  UPDATE images SET hidden = 1 WHERE id = NEW.id;
END;
CREATE TRIGGER images_hidden AFTER UPDATE OF state ON images WHEN NEW.hidden != (NEW.state IN ('dismissed', 'unwanted'))
BEGIN
  UPDATE images SET hidden = (NEW.state IN ('dismissed', 'unwanted')) WHERE id = NEW.id;
END;
DROP INDEX images_by_file;
CREATE INDEX images_by_file ON images (task_id, file, id, gallery_id) WHERE hidden = 0;
DROP INDEX images_by_bytes;
CREATE INDEX images_by_bytes ON images (task_id, bytes, id, gallery_id) WHERE hidden = 0;
DROP INDEX images_order;
CREATE INDEX images_order ON images (task_id, gallery_id, num, id, hidden);
`

/** Each time that a task was worked on, so that one task can have a history of runs. */
export const runs = `
CREATE TABLE runs (
  id         INTEGER PRIMARY KEY,
  task_id    INTEGER NOT NULL REFERENCES tasks (id),
  started_at INTEGER NOT NULL,
  ended_at   INTEGER,                   -- NULL while it runs, and of one that a kill interrupted
  outcome    TEXT,                      -- TaskState or {"kind":"interrupted"} as JSON; NULL while it runs
  counts     TEXT                       -- TaskCounts of the task at its end as JSON; NULL: not known
);
CREATE INDEX runs_task ON runs (task_id);
`

/**
 * What keeps a task's result from being everything that was asked for, what was learned about sites, and in which version
 * an image was saved.
 */
export const understanding = `
CREATE TABLE shortfalls (
  task_id INTEGER NOT NULL REFERENCES tasks (id),
  kind    TEXT NOT NULL,                -- as of ShortfallKind
  count   INTEGER NOT NULL,
  PRIMARY KEY (task_id, kind)
) WITHOUT ROWID;
CREATE TABLE site_rules (
  host       TEXT NOT NULL,
  rule       TEXT NOT NULL,             -- how addresses of larger versions are made, or what pages of a shape are
  confirmed  INTEGER NOT NULL,          -- times that it was right in a row
  value      TEXT NOT NULL,             -- as JSON
  learned_at INTEGER NOT NULL,
  PRIMARY KEY (host, rule)
) WITHOUT ROWID;
ALTER TABLE images ADD COLUMN version TEXT; -- which version was saved, as JSON; NULL: the largest
ALTER TABLE pages ADD COLUMN item INTEGER;  -- position in its album of a page that a thumbnail links to
ALTER TABLE tasks ADD COLUMN range_end INTEGER; -- the user stopped before this position of the range; NULL: not stopped
`

/** Galleries that an index links are listed in its order, whichever of their pages answers first. */
export const galleryOrder = `
ALTER TABLE galleries ADD COLUMN page_id INTEGER; -- the page by which it was found; NULL: one of the range
`

/** The picture behind a thumbnail takes the place of one that an earlier task saved as it stands. */
export const thumbnails = `
ALTER TABLE pages ADD COLUMN thumbnail TEXT; -- address of the thumbnail that links to the page
`

/** Tasks, the pages they read, the galleries and images they found, and every other address with its reason. */
export const start = `
CREATE TABLE tasks (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  request    TEXT NOT NULL,             -- DownloadRequest as JSON
  state      TEXT NOT NULL,             -- TaskState as JSON
  tally      TEXT NOT NULL,             -- Tally as JSON, behind by a second at most; recounted after a crash
  common     TEXT,                      -- what two compared pages share, as JSON; NULL: not compared yet
  cursor     INTEGER NOT NULL DEFAULT 0,-- every page of the range below it has a row
  exhausted  INTEGER NOT NULL DEFAULT 0,-- 1: an open range has ended
  added_at   INTEGER NOT NULL,
  removed_at INTEGER                    -- taken off the list; its galleries stay in the library
);

CREATE TABLE pages (
  id         INTEGER PRIMARY KEY,
  task_id    INTEGER NOT NULL REFERENCES tasks (id),
  address    TEXT NOT NULL,
  via        TEXT NOT NULL,             -- range, next or index
  position   INTEGER NOT NULL,          -- of the range's page that it stems from
  gallery_id INTEGER,                   -- the gallery that a next page continues
  depth      INTEGER NOT NULL DEFAULT 0,-- how many next or index links lead to it
  state      TEXT NOT NULL,             -- queued, read or failed
  failure    TEXT,
  at         INTEGER NOT NULL,
  UNIQUE (task_id, address)
);
CREATE INDEX pages_state ON pages (task_id, state, id);
CREATE INDEX pages_position ON pages (task_id, via, position);

CREATE TABLE galleries (
  id          INTEGER PRIMARY KEY,
  task_id     INTEGER NOT NULL REFERENCES tasks (id),
  key         TEXT NOT NULL,            -- identity on its site: host and id, or the address of its first page
  title       TEXT NOT NULL,
  site_id     TEXT,
  page        TEXT NOT NULL,
  host        TEXT NOT NULL,
  root        TEXT NOT NULL,            -- the task's folder: absolute
  folder      TEXT NOT NULL,            -- below root, parts joined by /
  recipe      TEXT NOT NULL,
  fields      TEXT NOT NULL,            -- further things that the recipe records, as JSON
  position    INTEGER NOT NULL,
  cover_id    INTEGER,
  found       INTEGER NOT NULL DEFAULT 0,
  saved       INTEGER NOT NULL DEFAULT 0,
  skipped     INTEGER NOT NULL DEFAULT 0,
  failed      INTEGER NOT NULL DEFAULT 0,
  bytes       INTEGER NOT NULL DEFAULT 0,
  added_at    INTEGER NOT NULL,
  finished_at INTEGER,
  forgotten_at INTEGER,                 -- its folder was moved to the trash
  UNIQUE (task_id, key)
);
CREATE INDEX galleries_key ON galleries (key, root);

CREATE TABLE images (
  id            INTEGER PRIMARY KEY,
  task_id       INTEGER NOT NULL REFERENCES tasks (id),
  gallery_id    INTEGER NOT NULL REFERENCES galleries (id),
  num           INTEGER NOT NULL,
  address       TEXT NOT NULL,
  alternatives  TEXT,                   -- JSON list of addresses
  page          TEXT NOT NULL,          -- the page that shows it: its Referer
  state         TEXT NOT NULL,          -- queued, saved, skipped or failed
  file          TEXT,                   -- name in the gallery's folder; of a queued image: about to be claimed
  bytes         INTEGER,
  sha256        TEXT,
  type          TEXT,
  etag          TEXT,
  last_modified TEXT,
  part          TEXT,                   -- unfinished download as JSON: file, address, validators, total
  failure       TEXT,
  at            INTEGER NOT NULL,
  UNIQUE (gallery_id, address)
);
CREATE INDEX images_state ON images (task_id, state, id);
CREATE INDEX images_order ON images (task_id, gallery_id, num);
CREATE INDEX images_address ON images (address) WHERE state IN ('saved', 'skipped');
CREATE INDEX images_content ON images (task_id, sha256) WHERE sha256 IS NOT NULL;

CREATE TABLE left_out (
  task_id INTEGER NOT NULL REFERENCES tasks (id),
  address TEXT NOT NULL,
  reason  TEXT NOT NULL,
  PRIMARY KEY (task_id, address, reason)
) WITHOUT ROWID;

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
`
