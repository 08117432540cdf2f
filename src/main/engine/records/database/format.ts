/**
 * The tables of one crawl, documented for users in docs/records.md. Hashes are the first 16 bytes of a SHA-256, times are
 * epoch milliseconds, `use` is a FetchUse.
 */
const start = `
CREATE TABLE facts (                    -- what holds for the whole file
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE runs (
  id             INTEGER PRIMARY KEY,
  started_at     INTEGER NOT NULL,
  ended_at       INTEGER,               -- NULL: it was cut off, or is at work
  fetched        INTEGER NOT NULL DEFAULT 0, -- pages that count for the limit
  asked          INTEGER NOT NULL,      -- pages up to this id have been queued again in this run
  ask_to         INTEGER NOT NULL,      -- pages up to this id are queued again, a part at a time
  records_before INTEGER NOT NULL,      -- records with a greater id are new in this run
  counts         TEXT NOT NULL          -- CrawlCounts as JSON, without found, queued and records
);
CREATE TABLE seen (                     -- addresses of the last run that were found, in any state
  hash BLOB NOT NULL PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE hosts (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  waiting INTEGER NOT NULL DEFAULT 0,   -- rows of frontier whose state is 0
  turn    INTEGER NOT NULL DEFAULT 0    -- the host with the least one is next
);
CREATE INDEX hosts_turn ON hosts (turn, id) WHERE waiting > 0;
CREATE TABLE frontier (                 -- addresses that are to be read
  id       INTEGER PRIMARY KEY,
  hash     BLOB NOT NULL UNIQUE,        -- of its identity
  host     INTEGER NOT NULL REFERENCES hosts (id),
  depth    INTEGER NOT NULL,
  use      TEXT NOT NULL,
  state    INTEGER NOT NULL,            -- 0: queued, 1: taken, 2: deeper than the limit
  address  TEXT NOT NULL,
  identity TEXT                         -- NULL: the address
);
CREATE INDEX frontier_turn ON frontier (host, depth, id) WHERE state = 0;
CREATE INDEX frontier_taken ON frontier (id) WHERE state = 1;
CREATE INDEX frontier_deep ON frontier (depth) WHERE state = 2;
CREATE TABLE pages (                    -- what was asked for, in any run
  id            INTEGER PRIMARY KEY,
  hash          BLOB NOT NULL UNIQUE,
  host          INTEGER NOT NULL REFERENCES hosts (id),
  depth         INTEGER NOT NULL,
  use           TEXT NOT NULL,
  address       TEXT NOT NULL,
  identity      TEXT,                   -- NULL: the address
  read_at       INTEGER,                -- NULL: never
  etag          TEXT,
  last_modified TEXT,
  text_hash     BLOB,                   -- SHA-256 of the fields that it gave last
  missing       INTEGER NOT NULL DEFAULT 0, -- runs in a row in which it was not found (404, 410)
  missing_run   INTEGER,                -- the last of them
  failure       TEXT,                   -- Failure as JSON of the last try; NULL: it did not fail
  failed_run    INTEGER
);
CREATE INDEX pages_failed ON pages (failed_run, id) WHERE failed_run IS NOT NULL;
CREATE TABLE records (
  id          INTEGER PRIMARY KEY,
  key         BLOB NOT NULL UNIQUE,
  page        INTEGER NOT NULL REFERENCES pages (id),
  address     TEXT NOT NULL,
  fields      TEXT NOT NULL,            -- a JSON object
  text_hash   BLOB NOT NULL,
  first_seen  INTEGER NOT NULL,
  last_seen   INTEGER NOT NULL,
  seen_run    INTEGER NOT NULL,
  changed_at  INTEGER,
  changed_run INTEGER,
  gone_at     INTEGER,
  gone_run    INTEGER,
  revision    INTEGER NOT NULL,
  change      INTEGER NOT NULL UNIQUE   -- increases with each revision of any record: the order of the outbox
);
CREATE INDEX records_page ON records (page);
CREATE INDEX records_changed ON records (changed_run, id) WHERE changed_run IS NOT NULL;
CREATE INDEX records_gone ON records (gone_run, id) WHERE gone_run IS NOT NULL;
CREATE TABLE versions (                 -- what records were before
  record   INTEGER NOT NULL REFERENCES records (id),
  revision INTEGER NOT NULL,
  run      INTEGER NOT NULL,            -- in which these fields were replaced
  fields   TEXT NOT NULL,
  at       INTEGER NOT NULL,            -- until when they held
  PRIMARY KEY (record, revision)
) WITHOUT ROWID;
CREATE TABLE fields (
  name   TEXT NOT NULL PRIMARY KEY,
  filled INTEGER NOT NULL               -- records that have it
) WITHOUT ROWID;
CREATE TABLE sinks (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE,       -- without a password
  is_named  INTEGER NOT NULL,           -- 1: the last run sends to it
  delivered INTEGER NOT NULL DEFAULT 0  -- it has every change up to this one
);
CREATE TABLE delivered_ahead (          -- further changes that it has
  sink   INTEGER NOT NULL REFERENCES sinks (id),
  change INTEGER NOT NULL,
  PRIMARY KEY (sink, change)
) WITHOUT ROWID;
CREATE VIEW record_list AS
SELECT lower(hex(key)) AS key, address, fields, revision,
  strftime('%Y-%m-%dT%H:%M:%SZ', first_seen / 1000, 'unixepoch') AS first_seen,
  strftime('%Y-%m-%dT%H:%M:%SZ', last_seen / 1000, 'unixepoch') AS last_seen,
  strftime('%Y-%m-%dT%H:%M:%SZ', changed_at / 1000, 'unixepoch') AS changed_at,
  strftime('%Y-%m-%dT%H:%M:%SZ', gone_at / 1000, 'unixepoch') AS gone_at
FROM records;
`

/** Which record a page gives: several pages may have one. When it was served, by the clock of its site. Which rule found it. */
const pagesOfRecords = `
ALTER TABLE pages DROP COLUMN text_hash;
ALTER TABLE pages ADD COLUMN record INTEGER REFERENCES records (id); -- that it gave last; NULL: none
ALTER TABLE pages ADD COLUMN served_at INTEGER;                      -- the Date of its last answer; NULL: none was sent
UPDATE pages SET record = (SELECT max(id) FROM records WHERE page = pages.id);
CREATE INDEX pages_record ON pages (record) WHERE record IS NOT NULL;
ALTER TABLE frontier ADD COLUMN rule INTEGER;                        -- of the plan, from 0; NULL: none found it
`

/** Hashes that have not moved into the tree of `seen` yet, of one commit each row; of those that have, some stay a while. */
const recentlySeen = `
CREATE TABLE seen_recent (
  id     INTEGER PRIMARY KEY,
  hashes BLOB NOT NULL                  -- 16 bytes each
);
`

/** In order; a migration that was released is never edited. */
export const migrations: readonly string[] = [start, pagesOfRecords, recentlySeen]

/** `application_id` of these files (sqlite.org/fileformat.html §1.3.16): "GalR". */
export const applicationId = 0x47616c52
