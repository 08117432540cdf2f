import { document } from '../write.mjs'

/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/galleries/vineyards': document(
    'Cellar pictures',
    `<div class="gate" style="background-image:url(/img/gate-bg.jpg)"><img src="/img/cellar-logo.png" width="200" height="70" alt="Cellar pictures"><h2>Are you 18 years or older?</h2><p>You must be of legal drinking age to enter this site.</p><form method="post" action="/verify-age"><button name="ok" value="1">Yes, enter</button></form><a href="https://search.example/">No, leave</a></div>`,
  ),
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = { '/img/gate-bg.jpg': '1920x1080', '/img/cellar-logo.png': '200x70' }
