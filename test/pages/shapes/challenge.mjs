/** @type {import('../site.mjs').Pages} */
export const pages = {
  '/gallery/night-lights': {
    status: 200,
    html: `<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><meta name="robots" content="noindex,nofollow"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="refresh" content="390"></head><body class="no-js"><div class="main-wrapper" role="main"><div class="main-content"><h1 class="zone-name-title h1"><img class="heading-favicon" src="/favicon.ico" alt="Icon for site.example">site.example</h1><h2 class="h2" id="challenge-running">Checking if the site connection is secure</h2><noscript><div id="challenge-error-title"><div class="h2"><span class="icon-wrapper"><div class="heading-icon warning-icon"></div></span><span id="challenge-error-text">Enable JavaScript and cookies to continue</span></div></div></noscript><div id="trk_jschal_js" style="display:none;background-image:url('/cdn-cgi/images/trace/managed/nojs/transparent.gif?ray=7a1')"></div><form id="challenge-form" action="/gallery/night-lights?__cf_chl_f_tk=abc" method="POST" enctype="application/x-www-form-urlencoded"><input type="hidden" name="md" value="x"></form></div></div><script>(function(){window._cf_chl_opt={cvId:'2',cType:'managed',cNounce:'4'};var cpo=document.createElement('script');cpo.src='/cdn-cgi/challenge-platform/h/b/orchestrate/managed/v1?ray=7a1';})();</script><div class="footer" role="contentinfo"><div class="footer-inner">Ray ID: <code>7a1</code> Performance &amp; security by Cloudflare</div></div></body></html>`,
  },
}

/** @type {import('../site.mjs').Pictures} */
export const pictures = {
  '/favicon.ico': { size: '32x32', type: 'image/png' },
  '/cdn-cgi/images/*': { size: '1x1', type: 'image/gif' },
}
