/** Cookies live with their task, so that going on after a kill sends what a page that was read before has set. */
export const cookies = `
ALTER TABLE tasks ADD COLUMN cookies TEXT; -- as JSON; NULL: none
`
