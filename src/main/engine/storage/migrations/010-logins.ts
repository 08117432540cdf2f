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
