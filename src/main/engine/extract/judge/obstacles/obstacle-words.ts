/**
 * Sentences by which pages that stand in the way are recognised, in the languages that sites use most. `title` words must
 * make up a heading or a part of a title; `text` words stand anywhere in a short page.
 */

/** Joins alternatives into one expression; none of them backtracks without bound. */
const anyOf = (...parts: readonly string[]) => new RegExp(parts.join('|'), 'iu')

/** A title or heading that says that the visitor is checked. */
export const challengeTitle = anyOf(
  '^just a moment',
  'attention required! \\| cloudflare',
  '^(?:checking|verifying) (?:your|the) (?:browser|connection)',
  '^ddos-guard$',
  '^ddos protection',
  'security (?:check|verification|challenge)',
  '(?:are you|you are|you.re) (?:not )?(?:a )?(?:robot|human|bot)\\b',
  '^(?:human|bot|robot) (?:verification|check)',
  '^please (?:verify|wait\\W*$)',
  '^(?:nur )?einen? (?:kleinen )?moment',
  '^sicherheits(?:über)?prüfung',
  '^un instant',
  '^vérification (?:de sécurité|du navigateur)',
  '^un momento',
  '^um momento',
  '^verificación de seguridad',
  '^verificação de segurança',
  '^(?:один|подождите|минут)',
  '^проверка (?:браузера|безопасности)',
  '请稍候|請稍候|安全(?:验证|驗證|检查|檢查)|人机验证|验证码',
  'しばらくお待ちください|セキュリティ(?:チェック|確認)|ロボットではありません',
  '잠시만 기다리|보안 (?:확인|문자)|로봇이 아닙니다',
  '^bir dakika',
  '^chwileczkę|^chwila',
  '^even geduld',
)

/** A sentence of a short page that says the same. */
export const challengeText = anyOf(
  'enable javascript and cookies to continue',
  'checking (?:your browser|if the site connection is secure)',
  'verif(?:y|ying) (?:that )?you are (?:a )?human',
  'needs to review the security of your connection',
  'complete the (?:security check|captcha)',
  'making sure you.re not a bot',
  'you have been blocked',
  'pardon our interruption',
  'unusual traffic from your',
  'prove (?:that )?you.re (?:not a robot|human)',
  'überprüf\\p{L}* (?:sie|ihren browser)|bestätigen sie, dass sie (?:ein mensch|kein roboter)',
  'vérifi\\p{L}* que vous (?:êtes|n.êtes pas)',
  'verific\\p{L}* que (?:eres|es|você|usted)',
  'подтвердите, что вы (?:не робот|человек)|проверк\\p{L}* (?:вашего )?браузера',
  '确认您是真人|验证您是真人|請驗證您是|完成安全(?:验证|检查)|拖动滑块|请完成.{0,6}验证',
  'あなたが人間であることを|ロボットではないこと',
  '사람인지 확인|로봇이 아님을',
)

/** A title or heading of a page that asks for a login. */
export const loginTitle = anyOf(
  '\\b(?:log|sign)[ -]?(?:in|on)\\b',
  '\\blogin\\b',
  '\\bmembers? (?:area|only|login)',
  '\\banmeld(?:en|ung)\\b|\\beinloggen\\b',
  '\\b(?:connexion|identification|se connecter|connectez-vous)\\b',
  'iniciar sesión|inicia sesión|\\bacceder\\b',
  '\\b(?:entrar|iniciar sessão|faça login)\\b',
  '\\b(?:accedi|accesso)\\b',
  '(?:^|\\P{L})(?:вход|войти|авторизация)(?!\\p{L})',
  '登录|登入|登錄|ログイン|サインイン|로그인',
  '\\b(?:inloggen|aanmelden|zaloguj|logowanie|giriş yap|logga in|přihlášení|log ind|logg inn)\\b',
)

/** The whole name of a page that is nothing but a login. */
export const demandedLogin = anyOf(
  '^(?:please )?(?:log|sign)[ -]?(?:in|on)(?: or (?:register|sign ?up))?\\W*$|^(?:members? |user )?login\\W*$|^members? (?:area|only)\\W*$',
  '^(?:bitte )?(?:anmelden|einloggen)\\W*$|^anmeldung\\W*$',
  '^(?:connexion|identification|se connecter|connectez-vous)\\W*$',
  '^(?:iniciar sesión|inicia sesión|acceder|iniciar sessão|faça login|accedi|accesso)\\W*$',
  '^(?:вход|войти|авторизация)\\P{L}*$',
  '^(?:请|請)?(?:登录|登入|登錄)\\P{L}*$|^(?:ログイン|サインイン|로그인)\\P{L}*$',
  '^(?:inloggen|aanmelden|zaloguj się|logowanie|giriş yap|logga in|přihlášení|log ind|logg inn)\\W*$',
)

/** A sentence that says that a password protects what it stands on. */
export const protectedText = anyOf(
  'password[ -]protected|(?:enter|requires?) (?:your|the|a) password',
  'passwort ?geschützt|passwort (?:ein|erforder|ben)|mit einem passwort|kennwort',
  'protégée? par (?:un )?mot de passe|(?:saisi|entre|requi|requer)\\p{L}* .{0,20}mot de passe',
  'protegid[ao] (?:con|por|com) .{0,10}(?:contraseña|senha)|(?:introdu|ingres|escrib|digit|insir)\\p{L}* .{0,20}(?:contraseña|senha)',
  'protett[ao] da password|inseri\\p{L}* .{0,20}password',
  'защищ[её]н\\p{L}* парол|введите .{0,20}пароль',
  '密码(?:保护|保護)|密碼保護|(?:请|請)?(?:输入|輸入).{0,12}密[码碼]',
  'パスワード(?:で保護|を入力|が必要)',
  '비밀번호(?:로 보호|를 입력|가 필요)',
  '(?:met|door) een wachtwoord|chronion\\p{L}* hasłem|lösenords?skydda|chráněn\\p{L}* heslem|(?:parola|şifre) (?:ile )?koru',
)

/** A sentence that asks for a login. */
export const loginText = anyOf(
  '(?:must|need to|have to|please) (?:be logged in|log ?in|sign in|register|be signed in)',
  '(?:log|sign|join)(?: ?in| us)? (?:to (?:view|see|continue|access)|required)',
  'only (?:visible|available) (?:to|for) (?:registered |logged.in )?(?:users|members)',
  'this (?:page|album|gallery|profile|account) is private',
  '(?:müssen sich|bitte) (?:zuerst )?(?:anmelden|einloggen|registrieren)|melden sie sich an|nur für (?:registrierte|angemeldete)',
  '(?:vous devez|veuillez) (?:être connecté|vous (?:connecter|identifier|inscrire))|réservée? aux (?:membres|abonnés)',
  'debes? (?:iniciar sesión|estar (?:registrado|conectado))|inicia sesión para|solo para (?:miembros|usuarios registrados)',
  '(?:precisa|deve|faça).{0,20}(?:login|entrar|iniciar sessão)|somente para (?:membros|usuários)',
  '(?:devi|è necessario) (?:effettuare l.accesso|accedere|registrarti)|solo per gli (?:utenti registrati|iscritti)',
  '(?:необходимо|нужно|требуется|пожалуйста,?) (?:войти|авториз|зарегистр|вход)|только (?:для )?зарегистрированн',
  '请先?(?:登录|登陆|登入)|(?:需要|必须|须)(?:先)?(?:登录|登入|注册)|您(?:还)?没有登录|尚未登录|請(?:先)?登入',
  'ログイン(?:が必要|してください|すると)|会員(?:限定|のみ)',
  '로그인(?:이 필요|하세요|해 ?주세요|하셔야)|회원만',
  'musisz się zalogować|zaloguj się,? aby',
  '(?:moet|dient).{0,20}(?:ingelogd|inloggen)',
)

/** A title, heading or sentence that asks for the visitor's age. */
export const ageText = anyOf(
  'age (?:verification|check|gate|restrict(?:ed|ion)|confirmation)',
  '(?:are you|you (?:are|must be|need to be)|i am|i.m|at least|over|older than|under) (?:at least |over |older than |under )?(?:18|21|eighteen)\\b',
  '(?:18|21) ?(?:years|yrs)(?: of age)?(?: old)? or (?:older|over)|\\b18\\+ (?:only|content|site)|adults only|mature content',
  'alters(?:prüfung|verifikation|nachweis|freigabe)|(?:mindestens|über|ab) 18 jahre|sind sie (?:bereits |schon |mindestens )?(?:18|volljährig)',
  '(?:plus|moins) de 18 ans|18 ans (?:ou plus|révolus)|être majeure?|êtes-vous majeure?|réservée? aux adultes|vérification de l.âge',
  '(?:mayor|mayores|menor|menores) de (?:18|edad)|verificación de edad|solo para adultos',
  '(?:maior|maiores|menor|menores) de (?:18|idade)|verificação de idade',
  'maggiorenne|(?:hai|almeno) (?:più di )?18 anni|verifica dell.età|maggiore di 18|solo per adulti',
  '(?:исполнилось|старше|младше|есть|достигли?) 18|18 лет|совершеннолет|подтвердите (?:ваш |свой )?возраст',
  '(?:已|未|年)?[满滿] ?(?:18|十八) ?(?:周?[岁歲])?|18 ?[岁歲](?:以上|以下)|年龄(?:验证|确认)|年齡(?:驗證|確認)|成人内容|未成年人?禁止',
  '18 ?歳(?:以上|未満)|年齢(?:確認|認証)',
  '(?:만 ?)?(?:18|19) ?세 (?:이상|미만)|성인 ?인증|연령 확인|미성년자',
  'ukończon\\p{L}* 18|18 lat|pełnoletni',
  '18 jaar|leeftijds(?:controle|verificatie)',
  '18 yaş',
  '(?:starší|méně|více|bylo|dosáhl\\p{L}*) .{0,12}18|18 let|pouze pro dospělé|plnolet',
  '(?:over|under|fyldt|fylt|fyllt|är du|er du) .{0,10}18 år|18 år (?:eller|og)|täyttänyt 18|18[- ]vuo(?:tta|tia|tias)',
  'elmúlt\\p{L}* .{0,8}18|18 év|nagykorú|(?:peste|împlinit|sub) 18 ani|18 години|виповнилос\\p{L}* 18|18 років|повноліт',
  '(?:đủ|trên|dưới) 18 tuổi|18 tahun|อายุ.{0,12}18|18 ปี|18 عام|18 سنة|גיל 18|18 ετών|άνω των 18',
  'of legal age|age of (?:majority|consent)|eighteen years|volljährig|age[- ]restricted',
)

/** A sentence that asks for the visitor's date of birth. */
export const birthText = anyOf(
  '(?:date|year) of birth|birth ?(?:date|day|year)|geburts(?:datum|jahr|tag)|date de naissance|(?:fecha|año) de nacimiento|data de nascimento|data di nascita',
  '(?:дат|год)\\p{L}* рождения|出生(?:日期|年)|生年月日|생년월일|dat\\p{L}+ urodzenia|geboortedatum|doğum tarih|datum narození|födelsedatum|fødselsdato|syntymäaika|születési (?:dátum|idő)|ngày sinh|tanggal lahir',
)

/** The whole words of a link that answers whether the visitor is of age. */
export const answerText = anyOf(
  '^(?:yes|no|enter|leave|exit|continue|i am (?:over|under|18)|i agree|ja|nein|eintreten|verlassen|oui|non|entrer|quitter|sortir|sí|si|no|entrar|salir|sim|não|sair|entra|esci|да|нет|войти|выйти|是|否|进入|進入|离开|離開|确定|はい|いいえ|入場|入る|出る|退場|예|네|아니오|아니요|입장|나가기|tak|nie|nee|evet|hayır|ano|ne|igen|nem|nej|kyllä|ei|da|nu|так|ні|có|không|ya|tidak|نعم|לא|כן|ναι|όχι)(?:$|[\\s,.!:–—-].{0,40}$)',
)

/** A sentence that says of the page itself, not of what it shows, that it does not exist. */
export const goneText = anyOf(
  '(?:page|album|gallery|post|image|picture|photo|set|strip|comic|chapter|content|file|link|article) (?:(?:that )?you(?: are|.re| were| have)? \\S{1,12} (?:for |to see )?)?(?:(?:could|can) ?(?:not|n.t) be found|(?:was|is) not found|(?:does not|doesn.t|no longer) exists?|is no longer available|(?:has|have) been (?:deleted|removed))',
  '(?:could ?n.t|can.t|cannot|could not|unable to|did not) find (?:that|the|this|your) (?:page|album|gallery|post|image|picture|photo|content|file)',
  '(?:seite|album|galerie|bild|beitrag|inhalt) .{0,12}(?:nicht (?:mehr )?(?:gefunden|vorhanden|verfügbar)|existiert nicht|gibt es nicht|wurde (?:gelöscht|entfernt))',
  '(?:no (?:se )?(?:ha )?(?:encontr\\p{L}{1,4}|pudo encontrar|existe)|não (?:foi )?(?:encontrad[ao]|encontramos)|non (?:abbiamo )?trovat[ao]) (?:la |el |a |o |esta |il )?(?:página|álbum|galería|galeria|imagen|imagem|pagina|contenido)',
  '(?:page|album|galerie|image|photo|contenu) .{0,12}(?:introuvable|(?:non|pas) trouvée?|n.existe (?:pas|plus)|a été supprimée?)',
  '(?:página|álbum|galería|imagen|foto|contenido) .{0,12}(?:no (?:se )?(?:encontrad[ao]|encontró|encuentra|existe|está disponible)|ha sido eliminad[ao])',
  '(?:página|álbum|galeria|imagem|foto|conteúdo) .{0,12}(?:não (?:foi )?(?:encontrad[ao]|existe)|foi (?:removid|excluíd|apagad)[ao])',
  '(?:pagina|album|galleria|immagine|foto|contenuto) .{0,12}(?:non (?:è stat[ao] )?(?:trovat[ao]|esiste|disponibile)|è stat[ao] (?:rimoss|eliminat)[ao])',
  '(?:страниц|альбом|галере|изображени|фото|запис)\\S{0,4} .{0,12}(?:не (?:найден|существует)|удал[её]н)',
  '(?:页面|頁面|网页|網頁|内容|內容|帖子|主题|主題|相册|相簿|图片|圖片|文章).{0,12}(?:不存在|找不到|未找到|已?被?[删刪]除|已?失效)',
  '(?:ページ|画像|アルバム|記事|作品).{0,20}(?:見つかりません|存在しません|削除され)',
  '(?:페이지|게시물|게시글|사진|앨범|이미지).{0,20}(?:찾을 수 없|존재하지 않|삭제되었|삭제된)',
  '(?:找不到|未找到|没有找到|沒有找到).{0,8}(?:页面|頁面|网页|網頁|内容|內容|相册|相簿|图片|圖片|文章)',
  'nie (?:została? )?znaleziono .{0,10}(?:stron|album|galeri|zdję)|(?:strona|album|galeria|zdjęcie) .{0,12}(?:nie (?:została?|istnieje|jest)|został[ao]? usunięt)',
  '(?:pagina|album|galerij|afbeelding|foto) .{0,12}(?:niet (?:meer )?(?:gevonden|beschikbaar)|bestaat niet|is verwijderd)',
  '(?:sayfa|albüm|galeri|resim|fotoğraf)\\p{L}{0,3} .{0,20}(?:bulunamadı|mevcut değil|silin|kaldırıl)',
  '(?:sidan|siden|albumet|galleriet|bilden|bildet|sivua|stránka|stránku|strany|stranica|страница(?:та)?|oldal|trang|halaman|หน้า|الصفحة|сторінк\\p{L}{1,2}|σελίδα|pagina|pàgina|הדף|صفحه|पृष्ठ|lehte|lapa|puslapis|strony) .{0,24}(?:(?:kunde |kan )?inte hittas|hittades inte|finns inte|(?:ble[v]? |kunne )?ikke (?:fundet|funnet|findes|finnes)|ei löy(?:dy|tynyt)|nenalezena|nebyla nalezena|neexistuje|sa nenašla|nem (?:található|létezik)|không (?:tìm thấy|tồn tại)|tidak ditemukan|غير موجودة|не (?:знайден|існує|е намерен|съществува)|nije pronađena|није пронађена|δεν βρέθηκε|nu (?:a fost găsită|există)|no (?:s.ha )?trob|לא נמצא|یافت نشد|नहीं मिला|ei leitud|nav atrasta|nerastas|nie odnaleziono)',
  'không tìm thấy trang|ไม่พบหน้า|(?:fant|finner) ikke siden|nie odnaleziono stron|لم يتم العثور على الصفحة|такой страницы (?:больше )?нет',
  'n.avons (?:pas|plus) (?:pu )?trouv\\p{L}{1,3} (?:la|cette|votre) page|page .{0,12}n.a pas été trouvée|no hemos encontrado (?:la|esta) página|pagina .{0,12}kon niet worden gevonden',
  'ページはございません|페이지가 (?:없습니다|존재하지)',
)

/** The whole name of a page that does not exist: no album is called so. */
export const goneName = anyOf(
  '^(?:error ?|http ?)?(?:404|410)\\W{0,3}(?:(?:error|page|file|album|gallery|image)\\W{0,2})?(?:not found|gone|missing|error)\\W*$|^(?:http )?error\\W{0,2}(?:404|410)\\W*$|^not found\\W*$',
  '^(?:sorry, )?(?:the |this |that )?(?:page|album|gallery|post|image|picture|photo|set|file|topic|thread) (?:was |is |has been )?(?:not found|not available|unavailable|missing|deleted|removed)\\W*$',
  '^(?:fehler|erreur|ошибка|错误|錯誤|エラー|오류|błąd|hata|fel|fejl|feil|chyba|fout)\\W{0,2}(?:404|410)\\P{L}*$',
)

/** A title part or heading of a page that does not exist, though its status says that it does. */
export const goneTitle = anyOf(
  '^(?:error ?|http ?|fehler ?|erreur ?|ошибка ?)?(?:404|410)(?:$|\\P{N})',
  '\\bnot (?:be )?found\\b|\\bno longer (?:exists?|available)\\b|\\bdoes(?: not|n.t) exist\\b|\\bcould ?n.t (?:be found|find)',
  '\\b(?:has|have|was|were|been) (?:been )?(?:deleted|removed)\\b|^(?:page|album|gallery|post|image|set|content) (?:missing|unavailable|deleted|removed)|^nothing (?:here|found|to see)|^no (?:results|such|images|photos|pictures)\\b|^oops',
  'nicht (?:mehr )?(?:gefunden|vorhanden|verfügbar)|existiert nicht|wurde (?:gelöscht|entfernt)',
  'introuvable|n.existe (?:pas|plus)|(?:a été|été) supprimée?|non trouvée?',
  'no (?:se )?(?:encontrad[ao]|encontró|encuentra|existe|está disponible)|ha sido eliminad[ao]',
  'não (?:foi )?(?:encontrad[ao]|existe)|foi (?:removid|excluíd|apagad)[ao]',
  'non (?:è stat[ao] )?(?:trovat[ao]|esiste|disponibile)|è stat[ao] (?:rimoss|eliminat)[ao]',
  'не (?:найден|существует|найдено|доступн)|(?:удален|удалён|удалена|удалено)(?!\\p{L})',
  '(?:页面|頁面|网页|網頁|内容|內容|帖子|主题|主題|相册|相簿|图片|圖片|文章|您?(?:要)?访问的).{0,12}(?:不存在|找不到|未找到|已?被?[删刪]除|已?失效)|^(?:找不到|未找到|不存在)',
  '見つかりません|存在しません|(?:削除され|見つけられ)',
  '찾을 수 없|존재하지 않|삭제되었|삭제된',
  'nie (?:została? )?(?:znaleziono|znaleziona|istnieje)|został[ao]? usunięt',
  'niet (?:meer )?(?:gevonden|beschikbaar)|bestaat niet|is verwijderd',
  'bulunamadı|mevcut değil|silinmiş|kaldırıl',
  'hittades inte|(?:kunde|kan) inte hittas|finns inte|ikke fundet|findes ikke|ikke funnet|finnes ikke|^(?:fant|finner) ikke|ei löy(?:dy|tynyt)|nenalezen|nebyl[ao]? nalezen|neexistuje|sa nenaš|nem (?:található|létezik)|không tìm thấy|tidak ditemukan|ไม่พบ|غير موجود|لم يتم العثور',
  'nu (?:a fost găsit|există)|не (?:е намерен|съществува|знайден|існує)|nije pronađen|није пронађен|δεν βρέθηκε|no trobad[ao]|no s.ha trobat|לא נמצא|یافت نشد|नहीं मिला|ei leitud|nav atrast|nerast[ao]s|nie odnaleziono|kon niet worden gevonden',
)

/** A sentence in `<noscript>`, or of an empty page, that asks for scripts. */
export const scriptText = anyOf(
  '(?:enable|turn on|requires?|needs?|without|allow|activate).{0,40}javascript|javascript.{0,40}(?:enabled?|required|disabled|is off|to (?:run|view|use|continue)|activat)',
  '(?:aktivier|schalt|einschalt|benötig).{0,40}javascript|javascript.{0,40}(?:aktivier|einschalt|benötigt|deaktiviert)',
  'activ\\p{L}*.{0,40}javascript|javascript.{0,40}(?:activ|habilit|ativ|désactiv|necess|obligatoire|requis)',
  '(?:habilit|abilit|ativ|attiv)\\p{L}*.{0,40}javascript',
  '(?:включ|разреш|требует|нуж)\\p{L}*.{0,40}javascript|javascript.{0,40}(?:включ|отключ|выключ|необходим)',
  '(?:启用|开启|打开|允许|啟用|開啟|支持|需要).{0,12}javascript|javascript.{0,16}(?:启用|开启|打开|禁用|啟用|關閉|关闭)',
  'javascript.{0,12}(?:を有効|有効に|が無効|が必要)',
  'javascript.{0,12}(?:활성화|사용|허용|필요|켜)|자바스크립트',
  '(?:włącz|wymaga|inschakel|aktivera|etkinleştir|povol)\\p{L}*.{0,40}javascript|javascript.{0,40}(?:włącz|inschakel|etkinleştir|vereist|aktivera|povol)',
)
