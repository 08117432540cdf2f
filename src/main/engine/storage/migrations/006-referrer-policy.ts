/** What a page says of the Referer of its pictures holds for every try, also after a restart. */
export const referrerPolicy = `
ALTER TABLE images ADD COLUMN policy TEXT; -- a referrer policy; NULL: the page names none
`
