/** An image that is fetched again because its file on disk was found bad. */
export const repair = `
ALTER TABLE images ADD COLUMN repair TEXT; -- what was recorded of the file: file, bytes, sha256, type as JSON
`
