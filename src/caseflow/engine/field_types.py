"""The field types of cases and forms, and how one value of each is read from what a person or a file gave."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from caseflow.engine.check_digits import person_code_valid, registration_number_valid
from caseflow.words.language import Text
from caseflow.words.message import Message, message

MAX_TEXT = 20_000
MAX_SHOWN = 60
_MONEY = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,2})?")
# As Latvian writes amounts: `1 234,50`, the groups of three parted by a plain, no-break or narrow no-break space.
_GROUPED = re.compile("-?[0-9]{1,3}([ \u00a0\u202f][0-9]{3})+([.,][0-9]{1,2})?")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")
_INTEGER = re.compile(r"-?[0-9]{1,15}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_PERSON_CODE = re.compile(r"([0-9]{6})-?([0-9]{5})")
# Control characters, and halves of characters that no text file or database can keep.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_YES_OR_NO = {"true": True, "yes": True, "jā": True, "1": True, "false": False, "no": False, "nē": False, "0": False}

PERSONAL = frozenset({"person_code", "person_name"})
"""Types that always go to the vault; other fields go there when the definition marks them `personal`."""


def text_of(label: Mapping[str, str], name: str) -> Text:
    """A label as an argument of messages; `name` stands in for a language that it lacks."""
    return Text(label.get("lv", name), label.get("en", name))


def named(names: Mapping[str, Text]) -> list[Message]:
    """Names with what people call them, for messages that list what may be written."""
    return [message("engine.named", name=name, title=title) for name, title in names.items()]


@dataclass(frozen=True, slots=True)
class Field:
    """One typed field of a case, a form or a record; `label` holds both languages.

    A list has either `fields`, the columns of its rows, or `item`: what each of its plain values is.
    """

    name: str
    type: str
    label: Mapping[str, str]
    required: bool = False
    personal: bool = False
    negative: bool = False
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fields: Mapping[str, Field] = field(default_factory=dict)
    item: Field | None = None
    help: Mapping[str, str] | None = None

    @property
    def title(self) -> Text:
        """What people call the field."""
        return text_of(self.label, self.name)


class Unreadable(Exception):
    """Carries the message about one value up to the form that holds it."""

    def __init__(self, problem: Message) -> None:
        self.problem = problem


def _refused(spec: Field, given: object, problem: str) -> Unreadable:
    """The problem with a value, which is quoted unless it is personal: messages end up in logs and on screens."""
    quoted = "…" if spec.personal or spec.type in PERSONAL else shown(given)
    return Unreadable(message(f"engine.field.{problem}", field=spec.title, given=quoted))


def shown(given: object) -> str:
    """A value as a message may quote it: short, and with nothing in it that cannot be written."""
    text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", str(given))
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"


def _written(spec: Field, given: object) -> str:
    """The value as it was written; a float is refused, for it may not be what was written."""
    if isinstance(given, bool) or not isinstance(given, str | int | Decimal):
        raise _refused(spec, given, f"not_{spec.type}")
    return str(given).strip()


def _matching(pattern: re.Pattern[str], make: Callable[[str], Any]) -> Callable[[Field, object], Any]:
    def read(spec: Field, given: object) -> Any:
        text = _written(spec, given)
        if not pattern.fullmatch(text):
            raise _refused(spec, given, f"not_{spec.type}")
        return make(text)

    return read


def _number(text: str) -> Decimal:
    return Decimal(text) + 0  # adding nothing turns -0 into 0


def plain_amount(text: str) -> str:
    """`1 234,50` as `1234.50`; text that stands otherwise is left as it is."""
    if _GROUPED.fullmatch(text):
        text = re.sub("[ \u00a0\u202f]", "", text)
    return text.replace(",", ".", 1)


def _read_money(spec: Field, given: object) -> Decimal:
    text = plain_amount(_written(spec, given))
    if not _MONEY.fullmatch(text):
        raise _refused(spec, given, "not_money")
    amount = _number(text).quantize(Decimal("0.01"))
    if amount < 0 and not spec.negative:
        raise _refused(spec, given, "negative")
    return amount


def _read_percent(spec: Field, given: object) -> Decimal:
    text = _written(spec, given).removesuffix("%").strip()
    if not _NUMBER.fullmatch(text) or not 0 <= Decimal(text) <= 100:
        raise _refused(spec, given, "not_percent")
    return _number(text)


def _read_date(spec: Field, given: object) -> date:
    if type(given) is date:
        return given
    text = _written(spec, given)
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise _refused(spec, given, "not_date") from None


def _read_bool(spec: Field, given: object) -> bool:
    if isinstance(given, bool):
        return given
    answer = _YES_OR_NO.get(_written(spec, given).lower())
    if answer is None:
        raise _refused(spec, given, "not_bool")
    return answer


def _read_text(spec: Field, given: object) -> str:
    if not isinstance(given, str):
        raise _refused(spec, given, "not_text")
    if len(given) > MAX_TEXT:
        raise Unreadable(message("engine.field.too_long", field=spec.title, length=len(given), most=MAX_TEXT))
    if _UNWRITABLE.search(given):
        raise Unreadable(message("engine.field.control_character", field=spec.title))
    return given.strip()


def _read_email(spec: Field, given: object) -> str:
    text = _read_text(spec, given)
    if not _EMAIL.fullmatch(text):
        raise _refused(spec, given, "not_email")
    return text


def _read_choice(spec: Field, given: object) -> str:
    if not isinstance(given, str) or given not in spec.values:
        known = named({value: text_of(label, value) for value, label in spec.values.items()})
        raise Unreadable(message("engine.field.not_choice", field=spec.title, given=shown(given), known=known))
    return given


def _read_registration_number(spec: Field, given: object) -> str:
    text = _written(spec, given)
    if not registration_number_valid(text):
        raise _refused(spec, given, "not_registration_number")
    return text


def _read_person_code(spec: Field, given: object) -> str:
    written = _PERSON_CODE.fullmatch(_written(spec, given))
    if written is None or not person_code_valid("".join(written.groups())):
        raise _refused(spec, given, "not_person_code")
    return "-".join(written.groups())


READERS: dict[str, Callable[[Field, object], Any]] = {
    "money": _read_money,
    "percent": _read_percent,
    "date": _read_date,
    "bool": _read_bool,
    "text": _read_text,
    "person_name": _read_text,
    "choice": _read_choice,
    "registration_number": _read_registration_number,
    "person_code": _read_person_code,
    "number": _matching(_NUMBER, _number),
    "integer": _matching(_INTEGER, int),
    "document": _matching(_SHA256, str),
    "party": _matching(_UUID, str),
    "email": _read_email,
    "user": _read_text,
}

TYPES = (*READERS, "list")
"""Every field type that a definition may name."""
