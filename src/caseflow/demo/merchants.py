"""The invented merchants of the demo, one of each case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Merchant:
    """A company that does not exist; its number begins with digits that the register never gave out."""

    number: str
    name: str
    address: str
    region: str
    size: str
    employee: str
    person_code: str
    course: str


_TABLE: Final = """\
49903000016|SIA “Vēja dēļi”|Kokneses iela 2, Cēsis, LV-4100|vidzeme|small|Anna Kalniņa|32000000017|Datu drošība
49903000020|SIA “Rīta rasa”|Rīgas iela 14, Valmiera, LV-4200|vidzeme|micro|Mārtiņš Ozolnieks|32000000025|Klientu datu pārvaldība
49903000035|SIA “Ezermalas maiznīca”|Ezera iela 5, Rēzekne, LV-4600|latgale|small|Līga Bērzkalne|32000000033|E-komercijas pamati
49903000054|AS “Kurzemes audumi”|Lielā iela 21, Liepāja, LV-3400|kurzeme|medium|Edgars Jūrmalnieks|32000000041|Ražošanas datu analīze
49903000069|SIA “Baltais Bērzs”|Skolas iela 3, Jelgava, LV-3000|zemgale|micro|Sanita Lauciņa|32000000058|Mākoņpakalpojumi birojā
49903000073|SIA “Dzintara programma”|Brīvības iela 200, Rīga, LV-1000|riga|small|Kristaps Liepkalns|32000000066|Mākslīgais intelekts uzņēmumā
49903000088|SIA “Ogres mēbeles”|Upes iela 8, Ogre, LV-5000|riga|medium|Inese Strautmane|32000000074|Digitālā projektēšana
49903000092|SIA “Sēlijas medus”|Vienības iela 4, Jēkabpils, LV-5200|zemgale|micro|Agris Medenis|32000000082|E-komercijas pamati
49903000105|SIA “Ventas loģistika”|Ostas iela 30, Ventspils, LV-3600|kurzeme|medium|Dace Ventniece|32000000090|Noliktavas vadība
49903000124|SIA “Gaujas laivas”|Parka iela 1, Sigulda, LV-2100|riga|small|Raimonds Gaujiņš|32000000108|Tiešsaistes rezervācijas
49903000139|SIA “Latgales keramika”|Mākslas iela 9, Daugavpils, LV-5400|latgale|micro|Valentīna Podniece|32000000116|Digitālais mārketings
49903000143|SIA “Zemgales graudi”|Lauku iela 12, Dobele, LV-3700|zemgale|medium|Uldis Druvnieks|32000000124|Datu analīze lēmumiem
49903000158|SIA “Jūras vējš”|Kāpu iela 6, Jūrmala, LV-2000|riga|small|Elīna Jūrkalne|32000000132|Viesu datu aizsardzība
49903000162|SIA “Metāla rota”|Rūpnīcas iela 17, Rīga, LV-1000|riga|small|Normunds Kalējs|32000000140|Digitālā projektēšana
49903000177|SIA “Zaļā dakšiņa”|Tirgus iela 2, Kuldīga, LV-3300|kurzeme|micro|Ieva Dārzniece|32000000157|E-komercijas pamati
49903000181|SIA “Koka pasaka”|Meža iela 11, Smiltene, LV-4700|vidzeme|small|Andris Egle|32000000165|Ražošanas datu analīze
49903000196|SIA “Stikla pūtējs”|Krāsns iela 7, Līvāni, LV-5300|latgale|micro|Zenta Stiklēna|32000000173|Digitālais mārketings
49903000209|SIA “Auto sirds”|Motoru iela 3, Bauska, LV-3900|zemgale|small|Gatis Ritenis|32000000181|Klientu datu pārvaldība
49903000213|SIA “Skaņu darbnīca”|Dziesmu iela 10, Rīga, LV-1000|riga|micro|Baiba Stīgniece|32000000199|Mākoņpakalpojumi birojā
49903000228|SIA “Pilskalna sports”|Pils iela 15, Talsi, LV-3200|kurzeme|small|Jurģis Pilskungs|32000000207|Tiešsaistes rezervācijas
49903000232|SIA “Lapegļu dārzs”|Kalnu iela 2, Cēsis, LV-4101|vidzeme|small|Anita Avotniece|32000000300|Datu drošība
49903000247|SIA “Silta maize”|Miera iela 3, Daugavpils, LV-5401|latgale|micro|Bruno Birznieks|32000000311|Klientu datu pārvaldība
49903000251|SIA “Ūdensroze tūrisms”|Jaunā iela 4, Jelgava, LV-3001|zemgale|medium|Cilda Cīrule|32000000322|E-komercijas pamati
49903000266|SIA “Purva dzērvene”|Liepu iela 5, Ogre, LV-5001|riga|small|Dainis Ezeriņš|32000000333|Ražošanas datu analīze
49903000270|SIA “Saules jumti”|Ābeļu iela 6, Rēzekne, LV-4601|latgale|micro|Elga Grante|32000000344|Mākoņpakalpojumi birojā
49903000285|SIA “Melnais krasts”|Ganību iela 7, Kuldīga, LV-3301|kurzeme|medium|Fricis Irbe|32000000355|Digitālā projektēšana
49903000302|SIA “Pērļu zvejnieks”|Stacijas iela 8, Rīga, LV-1001|riga|small|Gunta Krūkle|32000000366|Digitālais mārketings
49903000317|SIA “Bērzu sula un dēli”|Saules iela 9, Valmiera, LV-4201|vidzeme|micro|Haralds Lapsiņš|32000000377|Tiešsaistes rezervācijas
49903000321|SIA “Māla podi”|Ziedu iela 10, Liepāja, LV-3401|kurzeme|medium|Ilona Avotniece|32000000388|Datu drošība
49903000336|SIA “Strauta dzirnavas”|Dārza iela 11, Bauska, LV-3901|zemgale|small|Jānis Cīrulis|32000000399|Klientu datu pārvaldība
49903000340|SIA “Zilā kalna medus”|Kalnu iela 12, Valmiera, LV-4201|vidzeme|micro|Krista Druviņa|32000000400|E-komercijas pamati
49903000355|SIA “Ielas gaisma”|Miera iela 13, Liepāja, LV-3401|kurzeme|medium|Lauris Ezeriņš|32000000411|Ražošanas datu analīze
49903000374|SIA “Vilnas kamols”|Jaunā iela 14, Bauska, LV-3901|zemgale|small|Mirdza Irbe|32000000422|Mākoņpakalpojumi birojā
49903000389|SIA “Rudens āboli”|Liepu iela 15, Cēsis, LV-4101|vidzeme|micro|Normunds Jaunzems|32000000433|Digitālā projektēšana
49903000393|SIA “Lielais loms”|Ābeļu iela 16, Daugavpils, LV-5401|latgale|medium|Olga Krūkle|32000000444|Digitālais mārketings
49903000406|SIA “Ozola galds”|Ganību iela 17, Jelgava, LV-3001|zemgale|small|Pauls Avotnieks|32000000455|Tiešsaistes rezervācijas
49903000410|SIA “Tauriņu pļava”|Stacijas iela 18, Ogre, LV-5001|riga|micro|Rasma Birzniece|32000000466|Datu drošība
49903000425|SIA “Ledus un liesma”|Saules iela 19, Rēzekne, LV-4601|latgale|medium|Silvija Cīrule|32000000477|Klientu datu pārvaldība
49903000444|SIA “Sudraba adata”|Ziedu iela 20, Kuldīga, LV-3301|kurzeme|small|Toms Ezeriņš|32000000488|E-komercijas pamati
49903000459|SIA “Kāpu priedes”|Dārza iela 21, Rīga, LV-1001|riga|micro|Una Grante|32000000499|Ražošanas datu analīze
49903000463|SIA “Ceļa vējš”|Kalnu iela 22, Rēzekne, LV-4601|latgale|medium|Valdis Irbe|32000000500|Mākoņpakalpojumi birojā
49903000478|SIA “Dūmu kūpinātava”|Miera iela 23, Kuldīga, LV-3301|kurzeme|small|Zigrīda Krūkle|32000000511|Digitālā projektēšana
49903000482|SIA “Rasas pērles”|Jaunā iela 24, Rīga, LV-1001|riga|micro|Arnis Lapsiņš|32000000522|Digitālais mārketings
49903000497|SIA “Klinšu kāpējs”|Liepu iela 25, Valmiera, LV-4201|vidzeme|medium|Biruta Avotniece|32000000533|Tiešsaistes rezervācijas
49903000514|SIA “Labais graudiņš”|Ābeļu iela 26, Liepāja, LV-3401|kurzeme|small|Centis Cīrulis|32000000544|Datu drošība
49903000529|SIA “Zvaigžņu tilts”|Ganību iela 27, Bauska, LV-3901|zemgale|micro|Dzidra Druviņa|32000000555|Klientu datu pārvaldība
49903000533|SIA “Papīra putni”|Stacijas iela 28, Cēsis, LV-4101|vidzeme|medium|Egons Ezeriņš|32000000566|E-komercijas pamati
49903000548|SIA “Sniega pārsla”|Saules iela 29, Daugavpils, LV-5401|latgale|small|Felicita Irbe|32000000577|Ražošanas datu analīze
49903000552|SIA “Akmens mozaīka”|Ziedu iela 2, Jelgava, LV-3001|zemgale|micro|Guntis Jaunzems|32000000588|Mākoņpakalpojumi birojā
49903000567|SIA “Gaismas stari”|Dārza iela 3, Ogre, LV-5001|riga|medium|Helga Krūkle|32000000599|Digitālā projektēšana
49903000571|SIA “Liepziedu tēja”|Kalnu iela 4, Daugavpils, LV-5401|latgale|small|Anita Avotniece|32000000600|Digitālais mārketings
49903000586|SIA “Ērgļa spārns”|Miera iela 5, Jelgava, LV-3001|zemgale|micro|Bruno Birznieks|32000000611|Tiešsaistes rezervācijas
49903000590|SIA “Jumtu meistars”|Jaunā iela 6, Ogre, LV-5001|riga|medium|Cilda Cīrule|32000000622|Datu drošība
49903000603|SIA “Pieneņu vīns”|Liepu iela 7, Rēzekne, LV-4601|latgale|small|Dainis Ezeriņš|32000000633|Klientu datu pārvaldība
49903000618|SIA “Kamanu darbnīca”|Ābeļu iela 8, Kuldīga, LV-3301|kurzeme|micro|Elga Grante|32000000644|E-komercijas pamati
49903000622|SIA “Mežrozes ziede”|Ganību iela 9, Rīga, LV-1001|riga|medium|Fricis Irbe|32000000655|Ražošanas datu analīze
49903000637|SIA “Upes akmens”|Stacijas iela 10, Valmiera, LV-4201|vidzeme|small|Gunta Krūkle|32000000666|Mākoņpakalpojumi birojā
49903000641|SIA “Zirgu pasts”|Saules iela 11, Liepāja, LV-3401|kurzeme|micro|Haralds Lapsiņš|32000000677|Digitālā projektēšana
49903000656|SIA “Linu audēja”|Ziedu iela 12, Bauska, LV-3901|zemgale|medium|Ilona Avotniece|32000000688|Digitālais mārketings
49903000660|SIA “Svilpaunieka būda”|Dārza iela 13, Cēsis, LV-4101|vidzeme|small|Jānis Cīrulis|32000000699|Tiešsaistes rezervācijas
49903000675|SIA “Krēslas stunda”|Kalnu iela 14, Liepāja, LV-3401|kurzeme|micro|Krista Druviņa|32000000700|Datu drošība
49903000694|SIA “Dzīvā uguns”|Miera iela 15, Bauska, LV-3901|zemgale|medium|Lauris Ezeriņš|32000000711|Klientu datu pārvaldība
49903000707|SIA “Bišu drava Nektārs”|Jaunā iela 16, Cēsis, LV-4101|vidzeme|small|Mirdza Irbe|32000000722|E-komercijas pamati
49903000711|SIA “Gliemežvāka studija”|Liepu iela 17, Daugavpils, LV-5401|latgale|micro|Normunds Jaunzems|32000000733|Ražošanas datu analīze
49903000726|SIA “Smilšu pulkstenis”|Ābeļu iela 18, Jelgava, LV-3001|zemgale|medium|Olga Krūkle|32000000744|Mākoņpakalpojumi birojā
49903000730|SIA “Vītolu pinumi”|Ganību iela 19, Ogre, LV-5001|riga|small|Pauls Avotnieks|32000000755|Digitālā projektēšana
49903000745|SIA “Rudzu puķe”|Stacijas iela 20, Rēzekne, LV-4601|latgale|micro|Rasma Birzniece|32000000766|Digitālais mārketings
49903000764|SIA “Vēja rotaļa”|Saules iela 21, Kuldīga, LV-3301|kurzeme|medium|Silvija Cīrule|32000000777|Tiešsaistes rezervācijas
49903000779|SIA “Kastaņu aleja”|Ziedu iela 22, Rīga, LV-1001|riga|small|Toms Ezeriņš|32000000788|Datu drošība
49903000783|SIA “Stārķa ligzda”|Dārza iela 23, Valmiera, LV-4201|vidzeme|micro|Una Grante|32000000799|Klientu datu pārvaldība
49903000798|SIA “Sveču lējēja”|Kalnu iela 24, Kuldīga, LV-3301|kurzeme|medium|Valdis Irbe|32000000800|E-komercijas pamati
49903000800|SIA “Egļu zari”|Miera iela 25, Rīga, LV-1001|riga|small|Zigrīda Krūkle|32000000811|Ražošanas datu analīze
49903000815|SIA “Baltā kaza”|Jaunā iela 26, Valmiera, LV-4201|vidzeme|micro|Arnis Lapsiņš|32000000822|Mākoņpakalpojumi birojā
49903000834|SIA “Lāču taka”|Liepu iela 27, Liepāja, LV-3401|kurzeme|medium|Biruta Avotniece|32000000833|Digitālā projektēšana
49903000849|SIA “Rīta migla”|Ābeļu iela 28, Bauska, LV-3901|zemgale|small|Centis Cīrulis|32000000844|Digitālais mārketings
49903000853|SIA “Piparmētru lauks”|Ganību iela 29, Cēsis, LV-4101|vidzeme|micro|Dzidra Druviņa|32000000855|Tiešsaistes rezervācijas
49903000868|SIA “Koka zobrats”|Stacijas iela 2, Daugavpils, LV-5401|latgale|medium|Egons Ezeriņš|32000000866|Datu drošība
49903000872|SIA “Stirnu buks”|Saules iela 3, Jelgava, LV-3001|zemgale|small|Felicita Irbe|32000000877|Klientu datu pārvaldība
49903000887|SIA “Zelta kāposts”|Ziedu iela 4, Ogre, LV-5001|riga|micro|Guntis Jaunzems|32000000888|E-komercijas pamati
49903000891|SIA “Tumšais alus”|Dārza iela 5, Rēzekne, LV-4601|latgale|medium|Helga Krūkle|32000000899|Ražošanas datu analīze
"""  # noqa: E501

MERCHANTS: Final = tuple(Merchant(*row.split("|")) for row in _TABLE.splitlines())
"""In the order of the cases in `cases.py`."""
