/**
 * What forums print before the name of a thread, by language: "View topic - Model ships". Source: the language packs of
 * phpBB (`VIEW_TOPIC`), and the words for a thread that other programs print.
 */
const words = [
  'thread|topic|subject|thema|sujet|tema|тема|主题|主題',
  'view(?:ing)? (?:topic|thread)',
  '(?:consulter|voir) le sujet',
  'thema (?:anzeigen|ansehen)',
  'ver (?:el )?tema|mostrar tema|tema visualizado',
  '(?:ver|exibir|visualizar) tópico',
  '(?:leggi|visualizza|mostra) (?:argomento|discussione|topic)',
  '(?:zobacz|wyświetl) temat|wyświetlanie tematu',
  'просмотр темы|перегляд теми|преглед на тема|преглед теме',
  '(?:bekijk|toon) onderwerp|onderwerp bekijken',
  '(?:visa|läs) (?:ämne|tråd)',
  '(?:vis|se) emne',
  'näytä viestiketju',
  'zobrazit téma|zobraziť tému',
  'téma (?:megtekintése|megjelenítése)',
  'vezi subiect(?:ul)?',
  'başlığı? görüntüle|konuyu görüntüle',
  'προβολή θέματος',
  '(?:查看|阅读|浏览|檢視|閱讀|瀏覽)(?:主[题題]|帖子|文章)',
  'トピック(?:の|を)表示',
  '주제 보기|글타래 보기',
].join('|')

const before = new RegExp(
  `^(?:.{1,200}?(?:\\s[-–—•·:|]+\\s|\\s*[|»«]+\\s*|::))?(?:${words})(?:\\s*[:：]|\\s+[-–—•·|]|::)\\s*(?=\\S)`,
  'iu',
)

/** Longest title that is read, in UTF-16 units. */
const longest = 500

/**
 * A title without the words before the name of a thread, and without the name of the forum before them; the same one where
 * no such words stand.
 */
export function withoutViewWords(title: string): string {
  return title.length > longest ? title : title.replace(before, '')
}
