"""The front matter of a letter: what kind of document it is and which variables it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.engine.findings import BadDefinition, Finding
from caseflow.engine.reader import Document, read_yaml
from caseflow.letters.errors import BadTemplate, finding
from caseflow.letters.variables import TYPE_NAMES, Record, Type, UnknownType, declared

FILE = "file"
"""The channel of what is kept in the case and sent to nobody, such as a declaration of an evaluator."""
KINDS = ("info", "decision", "administrative_act", "contract", "certificate", "opinion", "declaration")
RELEASES = ("automatic", "by signatory")
CHANNELS = ("email", "post", "official_address", FILE)
DOCUMENT_TYPES = ("LĒMUMS", "PAZIŅOJUMS", "ATZINUMS", "APLIECĪBA", "APLIECINĀJUMS", "LĪGUMS", "VIENOŠANĀS")
# The parts of a written act (Z-ADM-01), each a block of the same name.
LEGAL_PARTS = ("galva", "iesniegums", "fakti", "izvertejums", "normas", "lemums", "sudziba", "paraksts")
# The parts of a contract, each a block of the same name.
CONTRACT_PARTS = (
    "galva",
    "puses",
    "prieksmets",
    "summa",
    "izmaksas",
    "maksajumi",
    "pienakumi",
    "pazinosana",
    "grozijumi",
    "izbeigsana",
    "stridi",
    "dati",
    "paraksts",
)
_PARTS = tuple(dict.fromkeys((*LEGAL_PARTS, *CONTRACT_PARTS)))

_REQUIRED = ("code", "kind", "title", "legal_parts", "release", "series", "channel", "variables")
_OPTIONAL = ("document_type", "as_act", "favourable")
_SWITCHES = ("as_act", "favourable")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands between the two `---` lines of a letter.

    `favourable`: the letter grants all that was asked, so that its reasons may be short (Z-ADM-01).
    """

    code: str
    kind: str
    document_type: str | None
    as_act: bool
    favourable: bool
    title: Mapping[str, str]
    legal_parts: tuple[str, ...]
    release: str
    series: str
    channel: str
    variables: Mapping[str, Type]

    @property
    def is_act(self) -> bool:
        """An administrative act, or a decision that must have the same contents."""
        return self.as_act or self.kind == "administrative_act"


def read_front_matter(text: str, path: str) -> FrontMatter:
    """Read the YAML between the `---` lines; its first line is line 2 of the file. Raises `BadTemplate`."""
    try:
        document = read_yaml(f"---\n{text}", path)
    except BadDefinition as error:
        raise BadTemplate(error.findings) from None
    top = document.value
    if not isinstance(top, dict):
        raise BadTemplate([finding(document.place(), "front-matter-shape")])
    findings = _key_findings(top, document)
    if findings:
        raise BadTemplate(findings)
    findings = _value_findings(top, document)
    variables = _variables(top["variables"], document, findings)
    if findings:
        raise BadTemplate(findings)
    document_type = top.get("document_type")
    return FrontMatter(
        code=str(top["code"]),
        kind=str(top["kind"]),
        document_type=None if document_type is None else str(document_type),
        as_act=top.get("as_act") is True,
        favourable=top.get("favourable") is True,
        title=_texts(top["title"]),
        legal_parts=_list(top["legal_parts"]),
        release=str(top["release"]),
        series=str(top["series"]),
        channel=str(top["channel"]),
        variables=variables,
    )


def _key_findings(top: Mapping[str, object], document: Document) -> list[Finding]:
    missing = [finding(document.place(), "key-missing", key=key) for key in _REQUIRED if key not in top]
    known = ", ".join((*_REQUIRED, *_OPTIONAL))
    unknown = [
        finding(document.key_place((key,)), "key-unknown", key=key, known=known)
        for key in top
        if key not in (*_REQUIRED, *_OPTIONAL)
    ]
    return missing + unknown


def _value_findings(top: Mapping[str, object], document: Document) -> list[Finding]:
    choices: tuple[tuple[str, object, tuple[str, ...]], ...] = (
        ("kind", top["kind"], KINDS),
        ("release", top["release"], RELEASES),
        ("channel", top["channel"], CHANNELS),
        ("document_type", top.get("document_type", DOCUMENT_TYPES[0]), DOCUMENT_TYPES),
        *(("legal_parts", part, _PARTS) for part in _list(top["legal_parts"])),
    )
    findings = [
        finding(document.place((key,)), "not-a-choice", key=key, written=str(value), choices=", ".join(known))
        for key, value, known in choices
        if value not in known
    ]
    if set(_texts(top["title"])) != {"lv", "en"}:
        findings.append(finding(document.place(("title",)), "title-shape"))
    if not isinstance(top["legal_parts"], list):
        findings.append(finding(document.place(("legal_parts",)), "legal-parts-shape"))
    findings += [
        finding(document.place((key,)), "switch-shape", key=key)
        for key in _SWITCHES
        if not isinstance(top.get(key, False), bool)
    ]
    if top["kind"] != "info" and "document_type" not in top:
        findings.append(finding(document.place(("kind",)), "type-missing", choices=", ".join(DOCUMENT_TYPES)))
    return findings


def _variables(value: object, document: Document, findings: list[Finding]) -> Mapping[str, Type]:
    variables: dict[str, Type] = {}
    if not isinstance(value, dict):
        findings.append(finding(document.place(("variables",)), "variables-shape"))
        return variables
    for name, declaration in value.items():
        try:
            variables[name] = declared(declaration)
        except UnknownType as error:
            place = document.key_place(("variables", name))
            findings.append(finding(place, "unknown-type", name=name, written=error.written, known=TYPE_NAMES))
    return variables


def variables_record(front: FrontMatter) -> Record:
    """All variables of the letter as one record: the shape of its context."""
    return Record(front.variables)


def _texts(value: object) -> Mapping[str, str]:
    return {name: str(text) for name, text in value.items()} if isinstance(value, dict) else {}


def _list(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
