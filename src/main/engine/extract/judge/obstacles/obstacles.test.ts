import { describe, expect, it } from 'vitest'
import { extract } from '../../extract'
import { plainContext } from '../../extraction'
import { automatic } from '../../recipes/recipe-book'

const read = (html: string, address = 'https://site.test/g/1.html') =>
  extract(
    { address, bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' },
    automatic,
    plainContext,
  )
const obstacleOf = (html: string, address?: string) => read(html, address).judgement.obstacle
const pictures = (count: number) =>
  Array.from({ length: count }, (_, i) => `<p><img src="/p/${i}.jpg"></p>`).join('')
const linked = (count: number) =>
  Array.from({ length: count }, (_, i) => `<li><a href="/g/${i + 9}"><img src="/t/${i}.jpg"></a></li>`).join(
    '',
  )
const files = (count: number) =>
  Array.from({ length: count }, (_, i) => `<a href="/l/${i}.jpg"><img src="/t/${i}.jpg"></a>`).join('')
const words = 'Words of an article that is about something else. '.repeat(60)

describe('a page that asks for a login', () => {
  it.each([
    [
      '<title>Sign in</title><form><input name=u><input type="password"></form><img src="/logo.png" width=120 height=40>',
    ],
    ['<h1>Вход</h1><form><input type="password"></form>'],
    ['<title>登录 - 论坛</title><form><input type=password></form>'],
    ['<title>Anmelden</title><div><img src="/hero.jpg"></div><form><input type="password"></form>'],
    ['<form><input type="password" name="pw"></form><p>Welcome back</p>'],
    ['<p>You must be logged in to view this album.</p>'],
    ['<p>Sie müssen sich anmelden, um dieses Album zu sehen.</p>'],
    ['<p>Vous devez être connecté pour voir cet album.</p>'],
    ['<p>Debes iniciar sesión para ver este álbum.</p>'],
    ['<p>Необходимо авторизоваться для просмотра.</p>'],
    ['<p>您需要登录后才可以查看</p>'],
    ['<p>この記事を見るにはログインが必要です。</p>'],
    ['<p>로그인이 필요한 서비스입니다.</p>'],
    ['<title>Members login</title><form action=/in><input type=PASSWORD></form>'],
    [
      `<title>Log in - Site</title><h1>Log in to see this album</h1>${pictures(4)}<form action=/login><input type=password></form>`,
    ],
    [`<h1>Bitte anmelden</h1><form><input type=password></form>${linked(6)}`],
    [`<h1>Sign in to view this gallery</h1><a href="/login">Sign in</a>${pictures(5)}`],
    [
      '<header><img src="/hero.jpg"></header><h1>Protected: Wedding</h1><form action="/wp-login.php?action=postpass" method=post><p>This content is password protected.</p><input type=password name=post_password></form>',
    ],
    [
      '<img src="/head.jpg"><h1>Hochzeit</h1><p>Dieses Album ist passwortgeschützt.</p><form><input type=password></form>',
    ],
    ['<img src="/head.jpg"><h1>婚礼</h1><p>此相册受密码保护。</p><form><input type=password></form>'],
    [
      `<img src="/head.jpg"><h1>Mariage</h1><p>Veuillez saisir le mot de passe de cet album.</p><form><input type=password></form>`,
    ],
  ])('%s', (html) => {
    expect(read(html)).toMatchObject({ judgement: { kind: 'other', obstacle: 'login' }, images: [] })
  })

  it.each([
    ['a gallery with a form in its head', `<form><input type="password"></form>${pictures(6)}`],
    ['an article with a form', `<form><input type="password"></form><p>${words}</p>`],
    ['an article about it', `<h1>How to take pictures</h1><p>${words} Please log in.</p>`],
    [
      'a picture under a form in its head',
      '<header><form action=/login><input type=password><button>Log in</button></form></header><h1>Harbour</h1><img src="/1.jpg">',
    ],
    [
      'a gallery beside a box for its members',
      `<h1>Harbour</h1>${pictures(5)}<aside><h2>Log in</h2><form><input type=password></form></aside>`,
    ],
    [
      'a blog with one entry that a password protects',
      `<h1>Blog</h1>${pictures(5)}<h2>Protected: Wedding</h2><form action="/wp-login.php?action=postpass"><input type=password name=post_password></form>`,
    ],
  ])('is not %s', (_, html) => {
    expect(obstacleOf(html)).not.toBe('login')
  })

  it.each([
    ['/einloggen?next=%2Fprivate%2F5', 'Mitgliederbereich'],
    ['/members?return_to=https%3A%2F%2Fsite.test%2Fprivate%2F5', 'Welcome back'],
    ['/konto?ReturnUrl=/private/5', 'Konto'],
  ])('is known by what the address leads back to: %s', (path, title) => {
    const html = `<title>${title}</title><img src="/bg.jpg"><form><input type=password></form>`
    expect(obstacleOf(html, `https://site.test${path}`)).toBe('login')
  })

  it('is known by a form of a password where the site sent the request on', () => {
    const login = '<title>Members</title><img src="/bg.jpg"><form><input type=password></form>'
    const sentOn = { ...plainContext, isSentOn: true }
    const readAt = (html: string, context: typeof plainContext) =>
      extract(
        { address: 'https://site.test/m', bytes: Buffer.from(html), contentType: 'text/html' },
        automatic,
        context,
      ).judgement.obstacle
    expect(readAt(login, sentOn)).toBe('login')
    expect(readAt(login, plainContext)).toBeNull()
    expect(readAt(`<header>${login}</header><h1>Harbour</h1><img src="/1.jpg">`, sentOn)).toBeNull()
    expect(readAt(`<form><input type=password></form><h1>Harbour</h1>${pictures(5)}`, sentOn)).toBeNull()
  })
})

describe('a page that checks the visitor', () => {
  it.each([
    [
      '<title>Just a moment...</title><noscript>Enable JavaScript and cookies to continue</noscript><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>',
    ],
    ['<title>Nur einen Moment…</title><div id="challenge-error-text">x</div>'],
    ['<title>请稍候…</title><p>正在验证</p>'],
    ['<title>Один момент…</title>'],
    [
      '<title>DDoS-Guard</title><h1>Checking your browser before accessing site.test</h1><script src="/.well-known/ddos-guard/js-challenge/index.js"></script>',
    ],
    ['<title>Attention Required! | Cloudflare</title><h2>Complete the security check</h2>'],
    ['<form action="/verify"><div class="h-captcha" data-sitekey="x"></div></form>'],
    ['<form><div class="g-recaptcha"></div><button>Continue</button></form><img src="/logo.png">'],
    ['<div class="cf-turnstile"></div>'],
    [
      '<script id="anubis_challenge" type="application/json">{}</script><h1>Making sure you&#39;re not a bot!</h1><img src="/a.webp">',
    ],
    ['<h1>人机验证</h1><p>请完成滑块验证</p>'],
    ['<title>Access denied</title><p>Verify you are human by completing the action below.</p>'],
  ])('%s', (html) => {
    expect(read(html)).toMatchObject({ judgement: { kind: 'other', obstacle: 'challenge' }, images: [] })
  })

  it.each([
    ['a gallery with a form of comments', `${pictures(5)}<form><div class="g-recaptcha"></div></form>`],
    ['an album of that name', `<title>Just a moment in Rome</title>${pictures(5)}`],
    [
      'a gallery of a site that is guarded',
      `<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>${pictures(2)}`,
    ],
  ])('is not %s', (_, html) => {
    expect(obstacleOf(html)).toBeNull()
  })
})

describe('a page that asks for the age', () => {
  it.each([
    ['<h1>Age verification</h1><p>Are you over 18?</p><button>Yes</button>'],
    [
      '<div class="age-gate"><p>You must be 18 years or older to enter.</p><form><button>Enter</button></form></div><img src="/cover.jpg">',
    ],
    ['<p>Sind Sie mindestens 18 Jahre alt?</p><button>Ja</button>'],
    ['<h1>Avez-vous plus de 18 ans ?</h1><a href="/oui">Oui</a>'],
    ['<p>Вам уже исполнилось 18 лет?</p><button>Да</button>'],
    ['<p>您已年满18周岁吗？</p><button>是</button>'],
    ['<p>あなたは18歳以上ですか？</p><a href="?y">はい</a>'],
    ['<p>만 19세 이상입니까?</p><button>예</button>'],
    ['<title>年齢認証</title><img src="/title.jpg"><p>あなたは18歳以上ですか？</p><a href="?y">はい</a>'],
    [
      '<img src="/cover.jpg" width=900 height=400><p>Este sitio es solo para adultos.</p><a href="/ok">Entrar (tengo 18)</a> <a href="/no">Salir</a>',
    ],
    ['<p>¿Eres mayor de 18 años?</p><button>Sí</button>'],
    [
      '<img src="/bg.jpg"><h1>Pouze pro dospělé</h1><p>Je vám více než 18 let?</p><a href="/a">Ano</a> <a href="/n">Ne</a>',
    ],
    ['<img src="/bg.jpg"><h1>Elmúltál már 18 éves?</h1><a href="/i">Igen</a> <a href="/n">Nem</a>'],
    ['<img src="/bg.jpg"><p>Är du över 18 år?</p><a href="/j">Ja</a> <a href="/n">Nej</a>'],
    ['<img src="/bg.jpg"><p>Ви досягли 18 років?</p><a href="/t">Так</a> <a href="/n">Ні</a>'],
    ['<img src="/bg.jpg"><p>Bạn đã đủ 18 tuổi chưa?</p><a href="/c">Có</a>'],
    [
      '<img src="/bg.jpg"><h1>Enter your date of birth</h1><form><select name=d></select><select name=y></select><button>Go</button></form>',
    ],
    [
      '<img src="/bg.jpg"><h1>Bitte Geburtsdatum eingeben</h1><form><input type=date><button>OK</button></form>',
    ],
    ['<img src="/bg.jpg"><p>请输入出生日期</p><form><input name=y><button>确定</button></form>'],
    ['<img src="/bg.jpg"><p>I am of legal age to enter this site.</p><button>Enter</button>'],
  ])('%s', (html) => {
    expect(read(html)).toMatchObject({ judgement: { kind: 'other', obstacle: 'age-gate' }, images: [] })
  })

  it('is not a gallery with that note at its end', () => {
    expect(obstacleOf(`${pictures(6)}<footer>All models are at least 18 years old.</footer>`)).toBeNull()
  })
})

describe('a page that does not exist, though it says so with success', () => {
  it.each([
    ['<title>404 Not Found</title><h1>Not Found</h1>'],
    ['<title>Oops</title><h1>This set does not exist</h1>'],
    ['<title>Seite nicht gefunden | Bilder</title><p>Leider.</p>'],
    ['<h1>Page introuvable</h1>'],
    ['<h1>Página no encontrada</h1>'],
    ['<h1>Страница не найдена</h1>'],
    ['<p>抱歉，您访问的页面不存在</p>'],
    ['<h1>ページが見つかりません</h1>'],
    ['<h1>페이지를 찾을 수 없습니다</h1>'],
    ['<h1>Pagina non trovata</h1>'],
    ['<h1>Nie znaleziono strony</h1>'],
    [`<title>Album not found - Site</title><h2>Popular</h2><ul>${linked(8)}</ul>`],
    ['<h1>404</h1><img src="/sad.png">'],
    ['<h1>This album has been removed</h1>'],
    [`<title>Page not found</title><h1>Page not found</h1>${pictures(2)}`],
    [`<title>404 Not Found</title><h1>404 Not Found</h1><p>Popular</p>${files(6)}`],
    [`<title>Error 404 - Site</title><h1>Nothing to see</h1>${pictures(4)}`],
    [`<h1>Страница не найдена</h1><p>К сожалению, такой страницы не существует</p>${pictures(4)}`],
    [`<h1>ページが見つかりません</h1>${pictures(4)}`],
    [`<h1>Nie znaleziono strony</h1>${pictures(4)}`],
    [`<h1>Oops</h1><p>This album has been removed by its owner</p>${pictures(4)}`],
    [`<h1>Album introuvable</h1>${pictures(4)}`],
    [`<h1>Sayfa bulunamadı</h1>${pictures(4)}`],
    [`<h1>Página no encontrada</h1>${pictures(4)}`],
    [`<h1>No se ha encontrado la página</h1>${pictures(4)}`],
    [`<h1>Diese Seite gibt es nicht</h1>${pictures(4)}`],
    [`<h1>Seite nicht gefunden</h1>${pictures(8)}`],
    [`<h1>页面不存在</h1>${pictures(4)}`],
    [`<h1>Sidan hittades inte</h1>${pictures(4)}`],
    [`<h1>Sidan kunde inte hittas</h1>${pictures(4)}`],
    [`<h1>Stránka nebyla nalezena</h1>${pictures(4)}`],
    [`<h1>Pagina nu a fost găsită</h1>${pictures(4)}`],
    [`<h1>Страницата не е намерена</h1>${pictures(4)}`],
    [`<h1>Page demandée</h1><p>La page demandée n’a pas été trouvée</p><img src="/sad.png">`],
    [`<h1>Strony nie odnaleziono</h1>${pictures(4)}`],
    [`<h1>لم يتم العثور على الصفحة</h1>${pictures(4)}`],
    [`<h1>Pagina niet gevonden</h1>${pictures(4)}`],
    [`<h1>Sorry, we couldn’t find that page</h1>${pictures(4)}`],
    [`<title>404</title><h1>404</h1><p>The page you requested does not exist.</p>${pictures(4)}`],
  ])('%s', (html) => {
    expect(read(html)).toMatchObject({
      judgement: { kind: 'other', obstacle: 'soft-404' },
      images: [],
      items: [],
    })
  })

  it.each([
    ['Not here', 'This strip could not be found.'],
    ['Hm', 'The page you are looking for does not exist'],
    ['Schade', 'Diese Galerie wurde gelöscht.'],
    ['Désolé', 'Cette page est introuvable'],
    ['Vaya', 'El álbum no existe'],
    ['Ой', 'Страница не найдена'],
    ['提示', '您访问的相册已被删除'],
    ['あれ？', 'このページは見つかりません'],
    ['이런', '사진을 찾을 수 없습니다'],
  ])('is known by its sentence beside a picture: %s, %s', (title, sentence) => {
    const html = `<title>${title}</title><h1>${title}</h1><p>${sentence}</p><img src="/sad.png" width="400">`
    expect(obstacleOf(html)).toBe('soft-404')
  })

  it.each([
    ['an album of that name', `<title>Lost and not found</title>${pictures(4)}`],
    ['an album with that heading', `<h1>Lost and not found</h1>${pictures(4)}`],
    ['an album of that number', `<title>404</title><h1>404</h1>${pictures(12)}`],
    [
      'an album in which a picture was removed',
      `<h1>Harbour</h1>${pictures(4)}<p>One picture has been removed by its owner.</p>`,
    ],
    [
      'an album whose comment is gone',
      `<h1>Harbour</h1>${pictures(4)}<h2>This comment has been deleted</h2>`,
    ],
    ['a number in a title', `<title>Set 404 - Site</title><h1>Set 404</h1>${pictures(2)}`],
    ['an article about it', `<h1>Museums</h1><p>${words} It was not found.</p>`],
    [
      'a picture of something that is gone',
      '<h1>Hall 3</h1><img src="/3.jpg"><p>Photo of a ship that no longer exists</p>',
    ],
    ['a picture page', '<h1>Foto 3</h1><img src="/3.jpg"><p>Der Turm. Er existiert nicht mehr.</p>'],
  ])('is not %s', (_, html) => {
    expect(obstacleOf(html)).not.toBe('soft-404')
  })
})

describe('a page in frames', () => {
  const set = (frames: string, cols = 'cols="20%,80%"') =>
    `<html><head><title>Album</title></head><frameset ${cols}>${frames}</frameset></html>`

  it.each([
    ['called so', set('<frame src="menu.html"><frame src="b.html" name="main">'), 'b.html'],
    ['largest', set('<frame src="a.html"><frame src="b.html">'), 'b.html'],
    ['largest in pixels', set('<frame src="a.html"><frame src="b.html">', 'rows="*,90"'), 'a.html'],
    ['not the menu', set('<frame src="pics.html"><frame src="menu.html">', 'cols="50%,50%"'), 'pics.html'],
    [
      'inner',
      '<frameset rows="80,*"><frame src="top.html"><frameset cols="20%,80%"><frame src="nav.html"><frame src="b.html"></frameset></frameset>',
      'b.html',
    ],
    [
      'of several inline ones that make up the page, the last',
      '<h1>Album</h1><iframe src="pages/1.htm"></iframe><iframe src="b.html"></iframe>',
      'b.html',
    ],
    ['inline', '<h1>Album</h1><iframe src="b.html" width="100%" height="900"></iframe>', 'b.html'],
  ])('moves to the frame that is %s', (_, html, name) => {
    expect(read(html)).toMatchObject({ moved: `https://site.test/g/${name}`, images: [] })
  })

  it('names a frame of another site as what stands in the way', () => {
    expect(read(set('<frame src="https://other.test/a">', ''))).toMatchObject({
      judgement: { obstacle: 'frames' },
      moved: null,
    })
  })

  it.each([
    ['an advertisement', '<p>words</p><iframe src="/ad.html" width="300" height="60"></iframe>'],
    ['a video', '<p>words</p><iframe src="https://www.youtube.com/embed/x"></iframe>'],
    ['a form of comments below an article', `<p>${words}</p><iframe src="/comments.html"></iframe>`],
    ['beside pictures', `${pictures(3)}<iframe src="/b.html"></iframe>`],
  ])('does not follow a frame that is %s', (_, html) => {
    expect(read(html)).toMatchObject({ moved: null })
    expect(obstacleOf(html)).not.toBe('frames')
  })
})

describe('a page that a script fills', () => {
  it.each([
    ['<div id="root"></div><script src="/app.js"></script>'],
    [
      '<noscript>You need to enable JavaScript to run this app.</noscript><div id="x"></div><script></script>',
    ],
    ['<noscript>Bitte aktivieren Sie JavaScript.</noscript><script></script>'],
    ['<noscript>Пожалуйста, включите JavaScript</noscript><script></script>'],
    ['<noscript>请启用JavaScript</noscript><script></script>'],
    ['<noscript>JavaScriptを有効にしてください</noscript><script></script>'],
    ['<app-root></app-root><script src="main.js"></script>'],
    ['<h1>Lo Hart</h1><div id="grid-view"><div></div><div></div></div><script src="main.js"></script>'],
    [`<h1>Quilts</h1><script>for (i = 1; i < 9; i++) document.write("<img src='q" + i + ".jpg'>")</script>`],
    [`<h1>Quilts</h1><script>document.writeln('<a href=a.htm>' + '<IMG SRC=' + list[i] + '>')</script>`],
    [
      `<p>${words}</p><div id=g></div><script>fetch('l.json').then(r => r.json()).then(l => l.forEach(s => { const i = new Image(); i.src = s; g.append(i) }))</script>`,
    ],
    [
      `<script>var x = new XMLHttpRequest(); x.onload = function () { box.innerHTML += '<img src=' + x.response + '>' }</script>`,
    ],
    [
      `<script>$.getJSON('photos.json', function (l) { $('#g').append($('<img>').attr('src', l[0])) })</script>`,
    ],
  ])('%s', (html) => {
    expect(read(html)).toMatchObject({ judgement: { kind: 'other', obstacle: 'script' } })
  })

  it('is not one that names its picture, nor one with words', () => {
    expect(
      read('<meta property="og:image" content="/a.jpg"><div id="root"></div><script></script>').images,
    ).toHaveLength(1)
    expect(obstacleOf(`<noscript>Please enable JavaScript</noscript><p>${words}</p><script></script>`)).toBe(
      'text',
    )
  })
})
