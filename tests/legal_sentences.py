"""A clause in many languages, in the encodings that each language's old files are in.

Written for these tests; no contract's text.
"""

from __future__ import annotations

from typing import Final

#: Language: short sentence, longer clause, encodings.
CLAUSES: Final[dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "English": (
        "The “Supplier” shall pay € 500 – see § 4.",
        "“Confidential Information” means all information that a party’s staff disclose to the "
        "other party. The Supplier’s liability is limited to £10,000 – or €12,000 – per year.",
        ("cp1252",),
    ),
    "German": (
        "Der Käufer zahlt gemäß § 3.",
        "Der Verkäufer übergibt dem Käufer die Geschäftsanteile spätestens dreißig Tage nach "
        "Abschluss dieses Vertrages. Änderungen bedürfen der Schriftform; § 126 BGB bleibt "
        "unberührt.",
        ("cp1252", "latin-1", "iso8859-15", "mac-roman", "cp850"),
    ),
    "French": (
        "Le présent contrat est régi par la loi française.",
        "Les parties s’engagent à garder secrètes les informations confidentielles reçues. À "
        "défaut de règlement amiable, le litige sera porté devant le tribunal compétent dès la "
        "première mise en demeure restée sans effet.",
        ("cp1252", "mac-roman"),
    ),
    "Spanish": (
        "El arrendatario deberá notificar con treinta días de antelación.",
        "La Compañía indemnizará al Cliente por los daños que resulten del incumplimiento de "
        "cualquier obligación prevista en la cláusula séptima. ¿Quién responde? El año fiscal.",
        ("cp1252", "latin-1", "mac-roman"),
    ),
    "Portuguese": (
        "As obrigações não são transferíveis.",
        "O prestador não poderá ceder as obrigações deste contrato sem a prévia autorização "
        "escrita da contratante, sob pena de rescisão e indenização das perdas e danos.",
        ("cp1252",),
    ),
    "Danish": (
        "Køberen skal betale inden 30 dage.",
        "Sælgeren er forpligtet til at underrette køberen, såfremt leveringen forsinkes. Aftalen "
        "kan opsiges af begge parter med tre måneders varsel til udgangen af et år.",
        ("cp1252", "latin-1"),
    ),
    "Icelandic": (
        "Samningur þessi gildir í fjögur ár og lýtur íslenskum lögum.",
        "Seljandi ábyrgist að öll gögn séu rétt. Kaupandi skal greiða umsamið verð innan þrjátíu "
        "daga frá útgáfu reiknings, ella reiknast dráttarvextir samkvæmt lögum nr. 38/2001.",
        ("cp1252",),
    ),
    "Polish": (
        "Umowa została zawarta na czas określony.",
        "Strony zobowiązują się do zachowania w tajemnicy wszelkich informacji poufnych. Kupujący "
        "zapłaci cenę w terminie trzydziestu dni od dnia otrzymania faktury, o której mowa w § 5.",
        ("cp1250", "iso8859-2"),
    ),
    "Czech": (
        "Smlouva nabývá účinnosti dnem podpisu oběma stranami.",
        "Prodávající se zavazuje odevzdat kupujícímu předmět koupě a umožnit mu nabýt vlastnické "
        "právo k němu. Kupující je povinen zaplatit kupní cenu nejpozději do třiceti dnů.",
        ("cp1250", "iso8859-2"),
    ),
    "Hungarian": (
        "A szerződő felek megállapodnak az alábbiakban.",
        "A vevő köteles a vételárat a számla kézhezvételétől számított harminc napon belül "
        "megfizetni. A felek a szerződést csak írásban, közös megegyezéssel módosíthatják; a "
        "késedelmes fizetés esetén az előírt kamat jár, amelyről külön értesítést küldünk, "
        "továbbá a jogerős döntésről, amely a felek között létrejött ügyletet érvényben tartja "
        "és a tőketörlesztés ütemezését is rögzíti, gyűjteményes formában.",
        ("cp1250", "iso8859-2"),
    ),
    "Turkish": (
        "İşbu sözleşme taraflarca imzalandığı tarihte yürürlüğe girer.",
        "Satıcı, malları sözleşmede belirtilen süre içinde teslim etmekle yükümlüdür. Alıcı, "
        "faturanın kendisine ulaşmasından itibaren otuz gün içinde ödeme yapacaktır.",
        ("cp1254", "iso8859-9"),
    ),
    "Russian": (
        "Настоящий договор вступает в силу с момента подписания.",
        "Продавец обязуется передать товар в собственность Покупателя, а Покупатель обязуется "
        "принять товар и уплатить за него цену. Все споры подлежат рассмотрению в суде.",
        ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    ),
    "Ukrainian": (
        "Цей договір набирає чинності з моменту його підписання.",
        "Постачальник зобов'язується передати товар у власність Покупця, а Покупець "
        "зобов'язується прийняти його та сплатити ціну. Усі спори вирішуються судом.",
        ("cp1251", "koi8-u"),
    ),
    "Greek": (
        "Η παρούσα σύμβαση διέπεται από το ελληνικό δίκαιο.",
        "Ο πωλητής υποχρεούται να παραδώσει το προϊόν εντός τριάντα ημερών από την υπογραφή. Κάθε "
        "τροποποίηση της σύμβασης γίνεται εγγράφως και με τη συμφωνία των δύο μερών.",
        ("cp1253", "iso8859-7"),
    ),
    "Japanese": (
        "本契約は、署名の日から効力を生じる。",
        "売主は、本契約に定める期日までに商品を買主に引き渡すものとする。買主は、請求書を受領した"
        "日から三十日以内に代金を支払わなければならない。",
        ("cp932", "euc-jp", "iso2022_jp"),
    ),
    "Chinese (simplified)": (
        "本合同自双方签字之日起生效。",
        "卖方应在合同约定的期限内将货物交付买方。买方应当在收到发票后三十日内付清全部货款。任何"
        "争议应提交有管辖权的人民法院解决。",
        ("gb18030",),
    ),
    "Chinese (traditional)": (
        "本合約自雙方簽署之日起生效。",
        "賣方應於合約所定期限內將貨物交付買方。買方應於收到發票後三十日內付清全部貨款。任何爭議應"
        "提交有管轄權的法院解決。",
        ("big5",),
    ),
    "Korean": (
        "본 계약은 양 당사자가 서명한 날부터 효력이 발생한다.",
        "매도인은 계약에서 정한 기한 내에 물품을 매수인에게 인도하여야 한다. 매수인은 송장을 받은 "
        "날부터 삼십일 이내에 대금을 지급하여야 한다.",
        ("euc-kr",),
    ),
}
