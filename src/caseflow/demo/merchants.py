"""The invented merchants of the demo, and the application that each of them hands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from caseflow.demo.people import HUB


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


MERCHANTS: Final = (
    Merchant("49903000016", "SIA “Vēja dēļi”", "Kokneses iela 2, Cēsis, LV-4100", "vidzeme", "small",
             "Anna Kalniņa", "32000000017", "Datu drošība"),
    Merchant("49903000020", "SIA “Rīta rasa”", "Rīgas iela 14, Valmiera, LV-4200", "vidzeme", "micro",
             "Mārtiņš Ozolnieks", "32000000025", "Klientu datu pārvaldība"),
    Merchant("49903000035", "SIA “Ezermalas maiznīca”", "Ezera iela 5, Rēzekne, LV-4600", "latgale", "small",
             "Līga Bērzkalne", "32000000033", "E-komercijas pamati"),
    Merchant("49903000054", "AS “Kurzemes audumi”", "Lielā iela 21, Liepāja, LV-3400", "kurzeme", "medium",
             "Edgars Jūrmalnieks", "32000000041", "Ražošanas datu analīze"),
    Merchant("49903000069", "SIA “Baltais Bērzs”", "Skolas iela 3, Jelgava, LV-3000", "zemgale", "micro",
             "Sanita Lauciņa", "32000000058", "Mākoņpakalpojumi birojā"),
    Merchant("49903000073", "SIA “Dzintara programma”", "Brīvības iela 200, Rīga, LV-1000", "riga", "small",
             "Kristaps Liepkalns", "32000000066", "Mākslīgais intelekts uzņēmumā"),
    Merchant("49903000088", "SIA “Ogres mēbeles”", "Upes iela 8, Ogre, LV-5000", "riga", "medium",
             "Inese Strautmane", "32000000074", "Digitālā projektēšana"),
    Merchant("49903000092", "SIA “Sēlijas medus”", "Vienības iela 4, Jēkabpils, LV-5200", "zemgale", "micro",
             "Agris Medenis", "32000000082", "E-komercijas pamati"),
    Merchant("49903000105", "SIA “Ventas loģistika”", "Ostas iela 30, Ventspils, LV-3600", "kurzeme", "medium",
             "Dace Ventniece", "32000000090", "Noliktavas vadība"),
    Merchant("49903000124", "SIA “Gaujas laivas”", "Parka iela 1, Sigulda, LV-2100", "riga", "small",
             "Raimonds Gaujiņš", "32000000108", "Tiešsaistes rezervācijas"),
    Merchant("49903000139", "SIA “Latgales keramika”", "Mākslas iela 9, Daugavpils, LV-5400", "latgale", "micro",
             "Valentīna Podniece", "32000000116", "Digitālais mārketings"),
    Merchant("49903000143", "SIA “Zemgales graudi”", "Lauku iela 12, Dobele, LV-3700", "zemgale", "medium",
             "Uldis Druvnieks", "32000000124", "Datu analīze lēmumiem"),
    Merchant("49903000158", "SIA “Jūras vējš”", "Kāpu iela 6, Jūrmala, LV-2000", "riga", "small",
             "Elīna Jūrkalne", "32000000132", "Viesu datu aizsardzība"),
    Merchant("49903000162", "SIA “Metāla rota”", "Rūpnīcas iela 17, Rīga, LV-1000", "riga", "small",
             "Normunds Kalējs", "32000000140", "Digitālā projektēšana"),
    Merchant("49903000177", "SIA “Zaļā dakšiņa”", "Tirgus iela 2, Kuldīga, LV-3300", "kurzeme", "micro",
             "Ieva Dārzniece", "32000000157", "E-komercijas pamati"),
    Merchant("49903000181", "SIA “Koka pasaka”", "Meža iela 11, Smiltene, LV-4700", "vidzeme", "small",
             "Andris Egle", "32000000165", "Ražošanas datu analīze"),
    Merchant("49903000196", "SIA “Stikla pūtējs”", "Krāsns iela 7, Līvāni, LV-5300", "latgale", "micro",
             "Zenta Stiklēna", "32000000173", "Digitālais mārketings"),
    Merchant("49903000209", "SIA “Auto sirds”", "Motoru iela 3, Bauska, LV-3900", "zemgale", "small",
             "Gatis Ritenis", "32000000181", "Klientu datu pārvaldība"),
    Merchant("49903000213", "SIA “Skaņu darbnīca”", "Dziesmu iela 10, Rīga, LV-1000", "riga", "micro",
             "Baiba Stīgniece", "32000000199", "Mākoņpakalpojumi birojā"),
    Merchant("49903000228", "SIA “Pilskalna sports”", "Pils iela 15, Talsi, LV-3200", "kurzeme", "small",
             "Jurģis Pilskungs", "32000000207", "Tiešsaistes rezervācijas"),
)  # fmt: skip


def application(merchant: Merchant, organisation: str) -> dict[str, Any]:
    """The application of a merchant: one employee, one course in February 2024, 70 % of its price asked for."""
    course = {
        "line": "1",
        "employee": merchant.employee,
        "person_code": merchant.person_code,
        "course": merchant.course,
        "provider": "SIA “Parauga kursi”",
        "starts_on": "2024-02-05",
        "ends_on": "2024-02-09",
        "net": "480.00",
        "vat": "100.80",
    }
    return {
        "round": "r1" if organisation == HUB else "r2",
        "applicant": {
            "kind": "merchant",
            "registration_number": merchant.number,
            "name": merchant.name,
            "address": merchant.address,
            "email": f"birojs@uznemums{merchant.number[-5:]}.example",
        },
        "size": merchant.size,
        "region": merchant.region,
        "description": f"Darbinieku digitālās prasmes: {merchant.course}.",
        "location": merchant.address.split(", ")[1],
        "starts_on": "2024-02-05",
        "ends_on": "2024-02-29",
        "regime": "gber",
        "aid_asked": "336.00",
        "lines": [course],
    }
