"""The file of an organisation: its names, its number and everything that letters take from it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from caseflow.engine.check_digits import registration_number_valid
from caseflow.engine.reader import read_yaml
from caseflow.errors import BadInput

Text = Annotated[str, Field(min_length=1)]


def _valid(number: str) -> str:
    if not registration_number_valid(number):
        raise ValueError("must have eleven digits, the check digit right")
    return number


RegistrationNumber = Annotated[str, AfterValidator(_valid)]


class Part(BaseModel):
    """Closed: an unknown key is a fault that names it."""

    model_config = ConfigDict(extra="forbid")


class Declined(Part):
    """The short name after `(turpmāk – ...)` in the cases that sentences need."""

    nom: Text
    gen: Text
    dat: Text
    acc: Text
    lok: Text


class Contract(Part):
    """A contract by its number."""

    nr: Text


class Letterhead(Part):
    """The author of a letter; the same fields as the letters' own record of it."""

    nosaukums: Text
    nosaukums_gen: Text
    nosaukums_dat: Text
    nosaukums_lok: Text
    turp: Declined
    reg_nr: RegistrationNumber
    adrese: Text
    talrunis: Text
    epasts: Text
    vieta_lok: Text
    otra_limena_iestade_lok: Text
    projekta_ligums: Contract
    e_signs: bool
    privatuma_saite: Text


class Contact(Part):
    """Who answers questions where a letter has no preparer of its own."""

    vards_iss: Text
    talrunis: Text
    epasts: Text


class Signatory(Part):
    """Who is printed under letters that nobody signs one by one: name, and office in the right gender."""

    name: Text
    office: Text


ChannelName = Literal["email", "post", "official_address"]


class LetterLinks(Part):
    """Where the addressee of an e-mail may open the letter by a signed link, and for how many days."""

    address: str = Field(pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$", max_length=200)
    days: int = Field(30, ge=1, le=3650)


class Profile(Part):
    """Letterhead, contact, the texts of each programme that it takes part in, and how its letters go out."""

    letterhead: Letterhead
    channel: ChannelName
    contact: Contact
    signatory: Signatory | None = None
    series: dict[Text, Text] = Field(default_factory=dict)
    undo_minutes: int = Field(10, ge=0, le=1440)
    channels: list[ChannelName] | None = None
    delegated_task: bool = False
    signs: Literal["container", "outside, recorded", "no"] = "container"
    post: Literal["registered", "ordinary"] = "registered"
    letter_links: LetterLinks | None = None
    programmes: dict[Text, dict[Text, Text]] = Field(default_factory=dict)


class OrganisationFile(Part):
    """An organisation; `prefix` begins the numbers of its cases."""

    slug: str = Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")
    kind: Literal["hub", "association", "agency", "ministry", "university", "state_institution"]
    prefix: str = Field(pattern=r"^[A-Z][A-Z0-9]{0,15}$")
    registration_number: RegistrationNumber
    profile: Profile


def read_organisation(file: Path) -> OrganisationFile:
    """The organisation of a JSON or YAML file. Raises BadInput with place, part and fault of all that is wrong."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file}: cannot be read ({error}); name a readable UTF-8 file") from None
    document = read_yaml(text, str(file))
    try:
        return OrganisationFile.model_validate(document.value)
    except ValidationError as error:
        faults = [
            f"{document.place(tuple(each['loc']))}: {'.'.join(map(str, each['loc']))}: {each['msg']}"
            for each in error.errors(include_url=False)
        ]
        raise BadInput("\n".join(faults)) from None
