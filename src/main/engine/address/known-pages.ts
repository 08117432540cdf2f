/** Names of pages that ask for a login: the last segment of a path. */
const loginPage =
  /(?:^|[/_.-])(?:log-?in|sign-?in|log-?on|sign_in|auth(?:enticate|orize)?|sso|session\/new|sessions?|wp-login|member\.php|anmelden|connexion|iniciar-sesion|accounts?\/login|register|signup|sign-?up)(?:\.\w{2,5})?\/?$/i

/** Folders below which nothing but a login is: `/login/index.php`. Words with other meanings name no folder: `/auth/album/1`. */
const loginFolder = /\/(?:log-?in|log-?on|sign-?in|sign_in)\//i

/** What a program with one page for everything is asked for: `member.php?mod=logging&action=login`, `ucp.php?mode=login`. */
const loginQuery =
  /[?&](?:mode|action|act|do|view|page|route)=(?:[a-z]+\/)?(?:log-?in|log-?on|sign-?in)(?:&|$)/i

/** A path of the home page, also under a language or by the name of a file. */
const homePath =
  /^\/(?:[a-z]{2}(?:[-_][a-z]{2})?(?:\/|$))?(?:(?:index|default|home|main)(?:\.[a-z]\w{1,4})?\/?)?$/i

/** Queries by which the address of a home page names something else: a post, an album, a page of a list. */
const namesContent =
  /[?&](?:p|page|page_id|paged|id|post|attachment_id|album|gallery|cat|category|tag|topic|board|thread|t|tid|f|fid|m|q|s|search|title|option|view|route|path|dir|folder|mod|act|action|do)=[^&]|^\?\/?[^=&]+(?:&|$)/i

/** Longest query that is looked at, in UTF-16 units. */
const longestQuery = 2000

/** Path and query of an absolute http(s) address. */
function partsOf(address: string): { readonly path: string; readonly query: string } {
  const [, path = '/', query = ''] = /^https?:\/\/[^/?#]*([^?#]*)(\?[^#]*)?/i.exec(address) ?? []
  return { path: path === '' ? '/' : path, query: query.slice(0, longestQuery) }
}

/** Whether an absolute http(s) address is one that asks for a login: a redirect to it means that the page wants one. */
export function isLoginAddress(address: string): boolean {
  const { path, query } = partsOf(address)
  return loginPage.test(path) || loginFolder.test(path) || loginQuery.test(query)
}

/** Whether an absolute http(s) address is the home page of its site, also in one of its languages. */
export function isHomeAddress(address: string): boolean {
  const { path, query } = partsOf(address)
  return homePath.test(path) && !namesContent.test(query)
}
