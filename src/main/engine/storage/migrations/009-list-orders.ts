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
