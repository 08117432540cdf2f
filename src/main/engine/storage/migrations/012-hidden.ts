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
