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
