/**
 * The library has one card for a folder on disk, however many tasks have a gallery there: `shown` marks the newest row
 * of each folder that has files. `place` is the absolute folder, in one spelling.
 *
 * Triggers keep the mark, so that no statement can forget it; for most images that end their condition is false.
 */
export const shelf = `
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
