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
  gallery_id INTEGER,                   -- the gallery that a next page goes on with
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
