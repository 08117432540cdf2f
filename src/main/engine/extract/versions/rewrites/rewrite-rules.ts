import { hostOf, pathOf } from '../../html/resolve-address'

/**
 * A way in which sites name smaller versions of a picture.
 *
 * `guess`: addresses that the larger version may have, best first; always as many for one rule, so that the place of the
 * right one can be remembered. Empty for an address that the rule does not fit.
 */
export interface RewriteRule {
  readonly name: string
  readonly guess: (address: string) => readonly string[]
}

/** The address with its path changed; query and fragment stay. */
function withPath(address: string, change: (path: string) => string): string[] {
  const path = pathOf(address)
  const changed = change(path.slice(-2000))
  if (changed === path.slice(-2000)) return []
  const start = address.indexOf('/', address.indexOf('://') + 3)
  return [address.slice(0, start) + path.slice(0, -2000) + changed + address.slice(start + path.length)]
}

/** A rule that replaces part of the path. */
function inPath(name: string, pattern: RegExp, ...replacements: readonly string[]): RewriteRule {
  return {
    name,
    guess: (address) =>
      pattern.test(pathOf(address).slice(-2000))
        ? replacements.flatMap((one) => withPath(address, (path) => path.replace(pattern, one)))
        : [],
  }
}

const extension = '(\\.(?:jpe?g|png|gif|webp|avif|bmp)(?:\\.webp)?)$'
const beforeExtension = (text: string) => new RegExp(`${text}${extension}`, 'i')

/** Parameters of a picture server that make a picture smaller. */
const sizing = new Set(
  'w h width height maxwidth maxheight max_w max_h size s sz resize fit crop q quality dpr auto imwidth impolicy scale zoom strip'.split(
    ' ',
  ),
)

/** Without the parameters of a size; what else the query says stays. */
function withoutSizing(address: string): readonly string[] {
  const query = address.indexOf('?')
  if (query < 0 || address.length > 4000) return []
  const parts = address.slice(query + 1).split('&')
  const kept = parts.filter((part) => !sizing.has((part.split('=')[0] ?? '').toLowerCase()))
  if (kept.length === parts.length) return []
  const sized = parts.some((part) =>
    /^(?:w|h|width|height|s|sz|size|resize|imwidth|maxwidth|max_w|fit)=.*\d{2}/i.test(part),
  )
  return sized ? [address.slice(0, query) + (kept.length > 0 ? `?${kept.join('&')}` : '')] : []
}

const isHost = (address: string, pattern: RegExp) => pattern.test(hostOf(address))

/** A rule that holds for some hosts only. */
function onHosts(hosts: RegExp, { name, guess }: RewriteRule): RewriteRule {
  return { name, guess: (address) => (isHost(address, hosts) ? guess(address) : []) }
}

/**
 * The rules, those that fit exactly one kind of software first. Sources: the address forms of MediaWiki (thumb.php), the
 * image sizes of WordPress and Shopify, Blogger and Google Photos (`s0` is the original), Flickr (suffixes of sizes),
 * Coppermine (`thumb_`, `normal_`), ImageHost scripts (`.th.`, `.md.`), Gelbooru-like lists (`/thumbnails/`, `/samples/`).
 */
export const rewriteRules: readonly RewriteRule[] = [
  inPath('mediawiki-thumb', /\/thumb(\/[0-9a-f]\/[0-9a-f]{2}\/[^/]+)\/[^/]*\d+px-[^/]+$/i, '$1'),
  onHosts(
    /(?:\.blogspot\.com|\.googleusercontent\.com|\.ggpht\.com|blogger\.)/i,
    inPath('google-size', /\/(?:s\d{2,4}|w\d{2,4}(?:-h\d{2,4})?)(?:-[a-z]{1,3}\d{0,3})*(?=\/[^/]+$)/i, '/s0'),
  ),
  onHosts(
    /(?:\.googleusercontent\.com|\.ggpht\.com)$/i,
    inPath('google-size-end', /=(?:s\d{2,4}|w\d{2,4}(?:-h\d{2,4})?)(?:-[a-z]{1,3}\d{0,3})*$/i, '=s0'),
  ),
  onHosts(
    /(?:static\.?flickr\.com|\.staticflickr\.com)$/i,
    inPath('flickr-size', beforeExtension('(\\d_[0-9a-f]{6,12})_[sqtmnwzc]'), '$1_b$2', '$1_o$2'),
  ),
  inPath('wordpress-size', beforeExtension('-\\d{2,4}x\\d{2,4}'), '$1'),
  inPath('wordpress-scaled', beforeExtension('-scaled'), '$1'),
  inPath(
    'shopify-size',
    beforeExtension(
      '_(?:\\d{2,4}x\\d{0,4}|x\\d{2,4}|pico|icon|thumb|small|compact|medium|large|grande)(?:_crop_[a-z]+)?(?:@[23]x)?',
    ),
    '$1',
  ),
  inPath('size-folder', /\/\d{2,4}x\d{2,4}(?=\/[^/]+$)/i, ''),
  inPath('coppermine', /\/(?:thumb|normal)_(?=[^/]+$)/i, '/'),
  inPath('th-prefix', /\/(?:th|tn|t|thumbnail|small|mini|preview)[_-](?=[^/]+$)/i, '/'),
  inPath('th-infix', beforeExtension('\\.(?:th|md|tn|thumb|small|medium)'), '$1'),
  inPath(
    'thumb-suffix',
    beforeExtension('[-_.](?:thumb|thumbnail|thumbs|tn|th|preview|lowres|tiny|mini)'),
    '$1',
  ),
  inPath('small-suffix', beforeExtension('[-_](?:small|sm|medium|med|square)'), '$1', '_large$1', '-large$1'),
  inPath('letter-suffix', beforeExtension('_[smtqn]'), '_o$1', '$1', '_b$1', '_l$1'),
  inPath(
    'thumbnail-folder',
    /\/(?:thumb|thumbs|thumbnail|thumbnails|tn|_thumbs)\/(?=.+$)/i,
    '/',
    '/images/',
    '/full/',
    '/large/',
  ),
  inPath(
    'small-folder',
    /\/(?:small|medium|preview|previews|samples?|mini|tiny|low|lowres|sq)\/(?=[^/]+$)/i,
    '/large/',
    '/original/',
    '/full/',
    '/',
  ),
  inPath('density', beforeExtension('@1(?:\\.5)?x'), '@2x$1', '$1'),
  { name: 'size-query', guess: withoutSizing },
]
