"""Clauses of contracts in many languages, written for these tests, by their languages' codes."""

from __future__ import annotations

from typing import Final

FOREIGN: Final = {
    "hr": """Ugovor o pružanju usluga. Ovaj ugovor sklapaju naručitelj i izvršitelj na dan potpisa.
Izvršitelj se obvezuje da će usluge pružati prema uputama naručitelja i u rokovima koji su
navedeni u prilogu. Naručitelj plaća naknadu u roku od trideset dana od primitka računa.
Ako jedna od strana ne ispuni svoje obveze, druga strana može raskinuti ugovor bez
otkaznog roka. Za sve sporove nadležan je sud u Zagrebu.""",
    "sl": """Pogodba o opravljanju storitev. Naročnik in izvajalec skleneta pogodbo za dobo dveh
let. Izvajalec se zavezuje, da bo storitve opravljal v skladu z navodili naročnika in v rokih,
ki so določeni v prilogi. Naročnik plača račun v tridesetih dneh. Če ena od strank ne
izpolni svojih obveznosti, lahko druga stranka od pogodbe odstopi. Za vse spore je
pristojno sodišče v Ljubljani, kot je to določeno po zakonu.""",
    "lt": """Paslaugų teikimo sutartis. Šią sutartį sudaro užsakovas ir vykdytojas. Vykdytojas
įsipareigoja teikti paslaugas pagal užsakovo nurodymus ir per terminus, kurie nurodyti
priede. Užsakovas turi sumokėti už paslaugas per trisdešimt dienų nuo sąskaitos gavimo.
Jei viena iš šalių nevykdo savo pareigų, kita šalis gali nutraukti sutartį. Ginčai dėl
šios sutarties yra sprendžiami teisme, kad ir kaip jie kiltų.""",
    "lv": """Pakalpojumu līgums. Šo līgumu noslēdz pasūtītājs un izpildītājs. Izpildītājs apņemas
sniegt pakalpojumus pēc pasūtītāja norādījumiem un termiņos, kas ir noteikti pielikumā.
Pasūtītājs maksā par pakalpojumiem trīsdesmit dienu laikā no rēķina saņemšanas. Ja viena
no pusēm nepilda savas saistības, otra puse var atkāpties no līguma. Strīdi tiek izskatīti
tiesā, un nav pieļaujams cits risinājums par to.""",
    "et": """Teenuste osutamise leping. Selle lepingu sõlmivad tellija ja täitja. Täitja kohustub
osutama teenuseid tellija juhiste järgi ning tähtaegadel, mis on lisas näidatud. Tellija
peab arve tasuma kolmekümne päeva jooksul. Kui üks pool oma kohustusi ei täida, võib teine
pool lepingu lõpetada. Vaidlused lahendab kohus, kes on selleks pädev. Leping jõustub, kui
see on allkirjastatud, ja ka lisad on selle osa.""",
    "is": """Þjónustusamningur. Samningur þessi er gerður milli verkkaupa og verksala. Verksali
tekur að sér að veita þjónustu eftir fyrirmælum verkkaupa og með þeim fresti sem er tilgreindur
í viðauka. Verkkaupi skal greiða reikninga innan þrjátíu daga frá móttöku. Ef annar aðili
efnir ekki skyldur sínar er hinum heimilt að rifta samningnum. Um það sem ekki er samið
fer eftir lögum, og skal mál rekið fyrir dómi eða í gerð.""",
    "eu": """Zerbitzuen kontratua. Kontratu hau bezeroaren eta hornitzailearen artean egiten da.
Hornitzaileak zerbitzuak eman behar ditu bezeroaren aginduen arabera eta eranskinean
jasotzen den epean. Bezeroak faktura hogeita hamar eguneko epean ordaindu behar du.
Alderdi batek bere betebeharrak betetzen ez baditu, besteak kontratua amaitu ahal izango
du. Auziak epaitegian erabakiko dira, eta hau indarrean izan da edo ez bada.""",
    "vi": """Hợp đồng dịch vụ. Hợp đồng này được ký giữa khách hàng và nhà cung cấp. Nhà cung cấp có
nghĩa vụ thực hiện các dịch vụ theo yêu cầu của khách hàng và trong thời hạn ghi trong phụ
lục. Khách hàng phải thanh toán hóa đơn trong ba mươi ngày. Nếu một bên không thực hiện
nghĩa vụ của mình thì bên kia có quyền chấm dứt hợp đồng. Mọi tranh chấp được giải quyết
tại tòa án có thẩm quyền với sự đồng ý của hai bên hoặc theo luật.""",
    "id": """Perjanjian jasa. Perjanjian ini dibuat antara pelanggan dan penyedia jasa. Penyedia
jasa wajib melaksanakan jasa sesuai dengan petunjuk pelanggan dan dalam jangka waktu yang
tercantum dalam lampiran. Pelanggan membayar tagihan dalam waktu tiga puluh hari dari
tanggal diterima. Jika salah satu pihak tidak memenuhi kewajibannya, pihak lain dapat
mengakhiri perjanjian ini. Sengketa diselesaikan oleh pengadilan untuk wilayah itu, atau
pada lembaga yang disepakati di kemudian hari.""",
    "sw": """Mkataba wa huduma. Mkataba huu ni kati ya mteja na mtoa huduma. Mtoa huduma atafanya
kazi kwa maelekezo ya mteja na katika muda uliotajwa katika kiambatisho. Mteja lazima alipe
ankara katika siku thelathini. Kama upande mmoja hautimizi wajibu wake, upande wa pili
unaweza kuvunja mkataba huu. Migogoro yote itaamuliwa na mahakama ya Nairobi, au kwa njia
ya usuluhishi, kwa kuwa hiyo ni hiari ya pande zote.""",
    "sq": """Kontratë shërbimi. Kjo kontratë lidhet midis porositësit dhe kryerësit të shërbimit.
Kryerësi detyrohet të kryejë shërbimet sipas udhëzimeve të porositësit dhe në afatet që
janë shënuar në shtojcë. Porositësi paguan faturën brenda tridhjetë ditëve. Nëse një palë
nuk i përmbush detyrimet, pala tjetër mund ta zgjidhë kontratën. Për çdo mosmarrëveshje do
të vendosë gjykata, ose ajo që është caktuar me marrëveshje nga palët.""",
    "ca": """Contracte de serveis. Aquest contracte se signa entre el client i el proveïdor. El
proveïdor s'obliga a prestar els serveis d'acord amb les instruccions del client i en els
terminis que consten a l'annex. El client paga la factura en un termini de trenta dies. Si
una de les parts no compleix les seves obligacions, l'altra part pot resoldre el
contracte. No és vàlid cap pacte que no consti per escrit. Els litigis són dels tribunals
de Girona, com preveu la llei per als contractes amb consumidors.""",
    "gl": """Contrato de servizos. Este contrato asínase entre o cliente e o provedor. O provedor
obrígase a prestar os servizos segundo as instrucións do cliente e nos prazos que constan
no anexo. O cliente paga a factura nun prazo de trinta días. Se unha das partes non cumpre
as obrigas, a outra pode resolver o contrato. Os litixios son da competencia dos xulgados
de Lugo, ou do lugar que as partes acorden por escrito para cada asunto.""",
    "tl": """Kasunduan sa serbisyo. Ang kasunduang ito ay sa pagitan ng kliyente at ng tagapagbigay
ng serbisyo. Ang tagapagbigay ay dapat gumawa ng mga serbisyo ayon sa utos ng kliyente at sa
panahong nakasaad sa kalakip. Ang kliyente ay magbabayad sa loob ng tatlumpung araw. Kung
hindi tuparin ng isang panig ang tungkulin nito, may karapatan ang kabilang panig na
wakasan ang kasunduan. Ang hukuman sa Maynila ang magpapasya para sa lahat.""",
    "ga": """Comhaontú seirbhíse. Déantar an comhaontú seo idir an cliant agus an soláthraí. Tá ar
an soláthraí na seirbhísí a chur ar fáil de réir threoracha an chliaint agus sa tréimhse atá
luaite sa sceideal. Íocfaidh an cliant an sonrasc laistigh de thríocha lá. Má sháraíonn
páirtí a dhualgais, tá sé de cheart ag an bpáirtí eile an comhaontú a fhoirceannadh. Is
iad cúirteanna na hÉireann a bhfuil dlínse acu faoi na díospóidí go léir.""",
    "cy": """Cytundeb gwasanaeth. Gwneir y cytundeb hwn rhwng y cleient ac y darparwr. Rhaid i'r
darparwr roi'r gwasanaethau yn unol â chyfarwyddiadau y cleient ac o fewn yr amser sydd yn
yr atodlen. Bydd y cleient yn talu yr anfoneb o fewn deg diwrnod ar hugain. Os nad yw
parti wedi cyflawni ei ddyletswyddau, mae gan y parti arall hawl i derfynu. Llysoedd Cymru
fydd yn penderfynu ar unrhyw anghydfod, neu mae modd ei gymodi.""",
    "af": """Diensooreenkoms. Hierdie ooreenkoms word gesluit tussen die kliënt en die verskaffer.
Die verskaffer moet die dienste lewer volgens die opdragte van die kliënt en binne die tye wat
in die bylae staan. Die kliënt sal die rekening binne dertig dae betaal. As een party nie
sy pligte nakom nie, kan die ander party die ooreenkoms beëindig. Die hof in Kaapstad het
jurisdiksie om oor geskille te beslis, en dit is bindend vir albei.""",
    "mt": """Kuntratt ta' servizz. Dan il-kuntratt hija ftehim bejn il-klijent u l-fornitur.
Il-fornitur għandu jagħti s-servizz skont l-istruzzjonijiet tal-klijent u fil-ħin li hemm
fl-anness. Il-klijent iħallas il-kont fi żmien tletin jum minn meta jirċevih. Jekk parti
ma twettaqx l-obbligi, il-parti l-oħra tista' ttemm din il-ftehima. Kull tilwima tiġi
deċiża fil-qorti ta' Malta jew minn arbitru li jkun maħtur għal dan il-għan.""",
}

#: In Uzbek, which is in no list.
UNLISTED: Final = """Xizmat ko'rsatish shartnomasi. Mazkur shartnoma buyurtmachi hamda ijrochi
o'rtasida tuzildi. Ijrochi xizmatlarni buyurtmachining ko'rsatmalariga
muvofiq hamda ilovada belgilangan muddatlarda bajaradi. Buyurtmachi hisobni
o'ttiz kun ichida to'laydi. Agar tomonlardan biri o'z majburiyatlarini
bajarmasa, ikkinchi tomon shartnomani bekor qilishi mumkin. Barcha nizolar
Toshkent shahridagi sudda hal qilinadi, tomonlar bunga rozi. Shartnoma
imzolangan kundan boshlab kuchga kiradi hamda ikki yil davomida amal qiladi.
"""
