"""The shape of `programme.yaml`: what a programme is called, who works in it, its calls, money, targets and letters."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, ValidationError

from caseflow.engine.findings import BadDefinition, Finding
from caseflow.engine.model import Label, Model, Name
from caseflow.engine.reader import Document, read_yaml
from caseflow.words.message import message

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
FigureKey = Annotated[str, Field(pattern=r"^P(\.[A-Za-z0-9_-]+)+$", description="key of a dated figure")]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class CallModel(Model):
    """A call for applications, or a round of selection."""

    name: Name
    title: Label
    round: int = Field(ge=1)


class AccountModel(Model):
    """Money that cases reserve and spend; `ceiling` is the figure that no sum may exceed."""

    name: Name
    title: Label
    call: Name | None = None
    ceiling: FigureKey | None = None


class IndicatorModel(Model):
    """What the programme promises to reach: the rule that counts it, and the figure to reach by each day."""

    name: Name
    title: Label
    rule: str = Field(min_length=1, description="rulebook ID of how it is counted")
    call: Name | None = None
    targets: dict[Day, FigureKey] = Field(default_factory=dict)


class LetterSeriesModel(Model):
    """A register of letters: its name, and how a letter's number is written (`{prefix}`, `{year}`, `{number}`)."""

    title: Label
    number: str = Field(pattern=r"\{number(:\d+)?\}", description="such as `{prefix}/V/{year}/{number:04}`")


class ProgrammeModel(Model):
    """A programme file."""

    programme: Slug
    title: Label
    roles: dict[Name, Label] = Field(min_length=1, description="who works in the programme; the clock needs no entry")
    calls: list[CallModel] = Field(default_factory=list)
    accounts: list[AccountModel] = Field(default_factory=list)
    indicators: list[IndicatorModel] = Field(default_factory=list)
    letter_series: dict[Name, LetterSeriesModel] = Field(default_factory=dict)
    organisation_texts: dict[Name, Label] = Field(
        default_factory=dict, description="texts for letters that each organisation's profile must hold"
    )


def read_programme(text: str, path: str) -> tuple[ProgrammeModel, Document]:
    """The programme file and the places of its parts.

    Raises BadDefinition with all findings, each with file, line and column.
    """
    document = read_yaml(text, path)
    try:
        return ProgrammeModel.model_validate(document.value), document
    except ValidationError as error:
        raise BadDefinition(
            Finding(
                document.place(tuple(each["loc"])),
                "shape",
                message("engine.shape", where=".".join(str(part) for part in each["loc"]), what=each["msg"]),
            )
            for each in error.errors(include_url=False)
        ) from None


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a programme file, for editors."""
    return ProgrammeModel.model_json_schema(by_alias=True)
