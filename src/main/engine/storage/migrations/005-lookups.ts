/** What is asked for at every name, gallery and poll is found without reading all rows. */
export const lookups = `
CREATE INDEX galleries_place ON galleries (root, folder);
CREATE INDEX galleries_cover ON galleries (task_id) WHERE cover_id IS NOT NULL AND forgotten_at IS NULL;
CREATE INDEX images_file ON images (gallery_id, file) WHERE file IS NOT NULL;
CREATE INDEX images_retry ON images (task_id, retry, state) WHERE retry IS NOT NULL;
CREATE INDEX pages_gallery ON pages (task_id, gallery_id, state) WHERE gallery_id IS NOT NULL;
CREATE INDEX pages_retry ON pages (task_id, retry, state) WHERE retry IS NOT NULL;
`
