/**
 * What links to the rest of a gallery are called where no word says *next*, in lower case, without arrows around it. Links to
 * other things are called so too: the page behind has to prove that it continues this one.
 */
const more: readonly RegExp[] = [
  /^(?:(?:see|view|show|load|even|still|many|click here for|here are) )?more(?: of)?(?: (?:the|these|those|our|my))?(?: (?:photos?|photographs|pictures?|pics|images?|shots|snaps(?:hots)?|scans|pages|here|below))?$/,
  /^more (?:of|from|in) (?:this|the same) (?:gallery|album|set|series|page|trip|story)$/,
  /^(?:the )?rest(?: of (?:the|this|these) (?:photos|pictures|images|gallery|album|set|series|story))?$/,
  /^(?:continued?|to be continued|cont(?:'?d)?|read on|keep (?:reading|going)|continue reading|carry on)$/,
  /^continued? (?:here|below|(?:on|to|with) (?:the )?(?:next |second |third )?(?:page|part)(?: \d{1,3})?)$/,
  /^continue (?:the |this |with the )?(?:gallery|album|tour|trip|story|series|journey)$/,
  /^(?:on )?to (?:the )?(?:second|third|fourth|fifth) page$|^page (?:two|three|four|five|six|seven|eight|nine|ten)$/,
  /^(?:查看|浏览|瀏覽|看|加载|載入|显示|顯示|点击查看)?更多(?:的)?(?:图片|圖片|照片|相片|美图|美圖|内容|內容)?$|^(?:未完待续|未完待續|接下[来來一页頁]|续|續|继续|繼續|继续[看阅閱]读?|余下全文|剩余图片|其余图片)$/,
  /^(?:もっと(?:見る|読む|写真を見る|写真|画像)?|続き(?:を(?:見る|読む|表示))?(?:はこちら)?|つづき(?:を見る|はこちら)?|つづく|続く|写真をもっと見る|さらに(?:見る|表示|写真を見る)|残りの(?:写真|画像))$/,
  /^(?:(?:사진|이미지)? ?더 ?보기|계속(?: ?보기)?|이어(?:서)? ?보기|나머지 ?(?:사진|이미지))$/,
  /^(?:noch )?(?:mehr|weitere)(?: (?:bilder|fotos|aufnahmen|photos|seiten))?(?: (?:anzeigen|ansehen|laden|zeigen))?$|^fortsetzung(?: folgt)?$|^(?:weiterlesen|die restlichen (?:bilder|fotos))$/,
  /^(?:voir |afficher |charger )?(?:plus|encore plus)(?: (?:de|d')? ?(?:photos|images|clichés))?$|^(?:voir )?(?:la )?suite(?: (?:des|de la) (?:photos|images|galerie))?$|^(?:d'autres|autres) (?:photos|images)$|^lire la suite$/,
  /^(?:ver |mostrar |cargar )?más(?: (?:fotos|imágenes|fotografías))?$|^(?:continúa|continuar|continuación|sigue|seguir leyendo|leer más|otras fotos)$/,
  /^(?:ver |mostrar |carregar )?mais(?: (?:fotos|imagens|fotografias))?$|^(?:continua|continuar|continuação|segue|outras fotos)$/,
  /^(?:vedi |mostra |carica )?(?:altre|più)(?: (?:foto|immagini|fotografie))?$|^(?:vedi )?altro$|^(?:continua|segue|continua a leggere)$/,
  /^(?:смотреть |показать |посмотреть |загрузить )?(?:ещё|еще|больше)(?: (?:фото|фотографий|фотографии|картинок|изображений|снимков))?$|^продолжение(?: следует)?$|^(?:продолжить|остальные (?:фото|фотографии)|читать дальше|смотреть дальше)$/,
  /^(?:bekijk |toon |laad )?meer(?: (?:foto's|fotos|afbeeldingen|beelden))?$|^(?:vervolg|lees verder)$/,
  /^(?:zobacz |pokaż )?więcej(?: (?:zdjęć|fotografii|obrazów))?$|^(?:ciąg dalszy|c\.?d\.?|czytaj dalej)$/,
  /^(?:více|další)(?: (?:fotek|fotografií|fotky|fotografie|obrázků))?$|^pokračování$/,
  /^(?:visa |vis |näytä )?(?:fler|flere|mer|mere|lisää)(?: (?:bilder|foton|fotos|billeder|kuvia))?$|^(?:fortsättning|fortsættelse|fortsettelse|jatkuu)$/,
  /^daha fazla(?: (?:fotoğraf|resim|görsel))?(?: göster)?$|^(?:devamı|devam et|devamını (?:gör|oku))$/,
  /^(?:المزيد(?: من الصور)?|عرض المزيد|تابع|التتمة)$|^(?:بیشتر|ادامه)$|^(?:עוד(?: תמונות)?|המשך)$/,
  /^(?:xem )?thêm(?: (?:ảnh|hình))?$|^xem tiếp$|^(?:ดูเพิ่มเติม|ดูต่อ)$|^(?:lihat )?(?:lebih banyak|selengkapnya|foto lainnya)$/,
]

/** Longest label that is looked at, in UTF-16 units. */
const longest = 60

/** Whether a label, in lower case and without arrows, may name the rest of what the page shows. */
export function isMoreLabel(label: string): boolean {
  return label.length <= longest && more.some((one) => one.test(label))
}

/** What sets the words for the rest apart at the end of a title: `Rome (continued)`, `Rome – more photos`. */
const apart = /\s*[-–—|:,·(（[【]+\s*([^-–—|:,·()（）[\]【】]{1,60}?)\s*[)）\]】]*\s*$/u

/** A title without the words at its end that call it the rest of something. */
export function withoutMore(title: string): string {
  const [mark = '', words = ''] = apart.exec(title) ?? []
  return mark !== '' && isMoreLabel(words.toLowerCase()) ? title.slice(0, title.length - mark.length) : title
}
