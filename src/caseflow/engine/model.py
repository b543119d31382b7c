"""The shape of a workflow file, as the lawyer writes it; the published JSON Schema comes from these models."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from caseflow.engine.fields import TYPES

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,62}$")]
Member = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$", description="a word or a code: `B-EXC-11`, `2a`")
]
Variable = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")]
Expression = Annotated[str, Field(min_length=1, max_length=2000, description="checked expression language")]


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, bool | int | Decimal) else value


def _known_type(value: str) -> str:
    if value not in TYPES:
        raise ValueError(f"unknown field type {value!r}; known: {', '.join(TYPES)}")
    return value


TypeName = Annotated[str, AfterValidator(_known_type), Field(json_schema_extra={"enum": list(TYPES)})]
Text = Annotated[Expression, BeforeValidator(_as_text)]


class Model(BaseModel):
    """Closed and frozen: an unknown key is an error that names it."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=False)


class Label(Model):
    """One text in both languages."""

    lv: str = Field(min_length=1)
    en: str = Field(min_length=1)


class FieldModel(Model):
    """A typed field; the short form `name: money` stands for `name: {type: money}`."""

    type: TypeName
    label: Label | None = None
    help: Label | None = Field(None, description="what to write, or where the answer is found")
    required: bool = False
    personal: bool = False
    negative: bool = Field(False, description="whether a money field may be below zero")
    values: dict[Member, Label] = Field(default_factory=dict, description="the members of a choice")
    fields: dict[Name, ShortField] = Field(default_factory=dict, description="the columns of a list")
    of: TypeName | None = Field(None, description="the type of a list's items, where they are no rows: `text`")

    @model_validator(mode="after")
    def _list_of_one_kind(self) -> FieldModel:
        if (self.type == "list") != (bool(self.fields) != (self.of is not None)) or self.of == "list":
            raise ValueError("a list has either columns (`fields`) or items of one type (`of: text`), nothing else has")
        return self


def _long_form(value: object) -> object:
    return {"type": value} if isinstance(value, str) else value


ShortField = Annotated[FieldModel, BeforeValidator(_long_form)]
FieldModel.model_rebuild()


class StateModel(Model):
    """A legal state: what officers and applicants call it, and what kind of stay it is."""

    kind: Literal["open", "waiting", "decided", "closed"]
    label: Label
    public: Label


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Names = Annotated[list[Name], BeforeValidator(_as_list)]


class TaskModel(Model):
    """Work for a person, opened by a move and closed by the move it waits for."""

    task: Name
    label: Label
    role: Name
    closed_by: Names = Field(default_factory=list)


class TellModel(Model):
    """A move on a related case, done by the engine for the actor."""

    case: Name
    trigger: Name
    form: dict[Name, Text] = Field(default_factory=dict)


class OpenModel(Model):
    """A new child case."""

    workflow: str
    form: dict[Name, Text] = Field(default_factory=dict)


class PostingModel(Model):
    """Money that the move books on an account of the case."""

    account: Literal["agreement"]
    kind: Literal["committed", "paid", "released", "corrected", "recovered"]
    amount: Text = Field(description="EUR, not below zero; 0.00 books nothing")


class DeMinimisModel(Model):
    """What the branch does in the register of de minimis aid; the short forms are `confirm` and `release`.

    Exactly one of `act`, `reserve`, `correct`, `enter`. Nothing is booked when `regulation` says `gber`.
    """

    act: Literal["confirm", "release"] | None = None
    reserve: Text | None = Field(None, description="EUR; refused unless all of it fits in the headroom")
    correct: Text | None = Field(None, description="EUR that remain granted, not more than before")
    enter: Text | None = Field(None, description="aid of other grantors, row by row")
    regulation: Text | None = Field(None, description="a choice: `dm1407`, `dm2831`, `gber`")
    road_freight: Text | None = Field(None, description="whether the applicant carries goods by road for hire")
    members: Text | None = Field(
        None, description="with `enter`: enterprises that are one undertaking with the applicant"
    )
    years: Text | None = Field(None, description="with `enter`: first days of the applicant's fiscal years")


def _act(value: object) -> object:
    return {"act": value} if isinstance(value, str) else value


class BranchModel(Model):
    """One possible end of a transition; branches are read in order and the last has no `when`."""

    state: Name | None = Field(None, description="where the case goes; missing: it stays where it is")
    when: Text | None = None
    letter: Names = Field(default_factory=list)
    tasks: list[TaskModel] = Field(default_factory=list)
    tells: list[TellModel] = Field(default_factory=list)
    opens: list[OpenModel] = Field(default_factory=list)
    erases: Literal["personal"] | None = Field(
        None, description="what is erased for good: personal values, and the bytes of letters and documents"
    )
    postings: list[PostingModel] = Field(default_factory=list)
    de_minimis: Annotated[DeMinimisModel, BeforeValidator(_act)] | None = None


class EvidenceModel(Model):
    """A kind of evidence: what people call its source, and the fields of its answer."""

    label: Label
    answer: dict[Name, ShortField] = Field(default_factory=dict)


class RecordModel(Model):
    """Evidence that the move records: of which day its data are, for which day or until when it may be used."""

    evidence: Name
    source: Text | None = Field(None, description="default: the kind's label")
    data_date: Text | None = None
    reference_day: Text | None = None
    valid_until: Text | None = None
    document: Text | None = None
    answer: dict[Name, Text] = Field(default_factory=dict)


class ExtendModel(Model):
    """A deadline that the move extends, within its cap: to a number of units or to a day, given by an expression."""

    deadline: Name
    working_days: Text | None = None
    days: Text | None = None
    weeks: Text | None = None
    months: Text | None = None
    years: Text | None = None
    until: Text | None = Field(None, description="a day")

    @model_validator(mode="after")
    def _one_length(self) -> ExtendModel:
        if len(self.model_fields_set) != 2 or "deadline" not in self.model_fields_set:
            raise ValueError("say how long in one way: working_days, days, weeks, months, years or until")
        return self

    @property
    def unit(self) -> str:
        """The one unit that is given: `months`, `until`."""
        return next(name for name in self.model_fields_set if name != "deadline")


class SectionModel(Model):
    """Fields of a form that belong together."""

    title: Label
    help: Label | None = Field(None, description="what to look at for these fields, and where it is found")
    fields: Names


class TransitionModel(Model):
    """A trigger with its guards, its form and its branches. `from: []` opens the case."""

    trigger: Name
    label: Label
    from_: Names = Field(alias="from")
    roles: Names = Field(default_factory=list)
    told: bool = Field(False, description="may be done by a related case's move, without a role")
    requires: Text | None = Field(None, description="over facts only: decides whether the move is offered")
    demands: Text | None = Field(None, description="over the form too: must hold when the move is made")
    because: dict[str, Label] = Field(
        default_factory=dict,
        description="what people are told where a clause of `requires` or `demands` that rests on this field, figure "
        "or rule does not hold",
    )
    not_by: Names = Field(default_factory=list, description="bars whoever fired the latest of these")
    reason: Literal["none", "optional", "required"] = "none"
    backdated: bool = Field(False, description="an earlier legal date may be given, with a reason")
    while_suspended: bool = False
    edits: Names = Field(default_factory=list, description="case fields entered in this form")
    form: dict[Name, ShortField] = Field(default_factory=dict)
    sections: list[SectionModel] = Field(
        default_factory=list, description="the fields of a long form in groups; those in none come last"
    )
    let: dict[Name, Text] = Field(default_factory=dict, description="case fields computed by the move")
    extends: ExtendModel | None = Field(None, description="a deadline that gets more time, counted from its day 0")
    records: list[RecordModel] = Field(default_factory=list, description="evidence that the move records")
    signs: Names = Field(default_factory=list)
    discards: Names = Field(default_factory=list)
    to: list[BranchModel] = Field(min_length=1)


class LetterModel(Model):
    """A letter of this workflow: its template and what each of its variables is."""

    template: str
    variables: dict[Variable, Text] = Field(default_factory=dict, description="dots make records: `pieteikums.nr`")
    number: Name | None = Field(None, description="the case field (text) that gets its number once it is registered")
    day: Name | None = Field(None, description="the case field (date) that gets the date printed on it")


class OpensModel(Model):
    """When work on a deadline may begin, and the task that appears then."""

    edge: Literal["start of last day", "at once"]
    task: TaskModel


class WarnModel(Model):
    """A warning some working days before the last day."""

    before: Annotated[str, Field(pattern=r"^\d+ (working days?|days?|weeks?|months?)$")]
    task: TaskModel


class AtEndModel(Model):
    """What the end of a deadline does: fire a trigger, or escalate to a role with a task."""

    trigger: Name | None = None
    escalate: Name | None = None


class DeadlineModel(Model):
    """A term that runs while the case is in one of its states; leaving them meets it."""

    name: Name
    label: Label
    rule: str
    during: Names
    term: str = Field(description="`P.tax.check_wd working days`, `3 months`, `until P.B.elig_end`")
    cap: str | None = Field(None, description="how far it may be extended, counted from the same day")
    calendar: Literal["actor", "both sides", "state institution", "LV-STAT", "LV-INST"]
    from_: Text = Field(
        "on", alias="from", description="day 0 of the term: a day, `delivered.<letter>` or `effective.<act>`"
    )
    kind: Literal["term", "fixed", "retention", "notice"] = "term"
    reentry: Literal["restart", "resume"] = "restart"
    through_suspension: bool = False
    repeats: Literal["each", "latest"] | None = Field(
        None, description="begins again when it has fired; after a standstill each one in turn, or only the latest"
    )
    opens: OpensModel | None = None
    warns: list[WarnModel] = Field(default_factory=list)
    at_end: AtEndModel


class WorkflowModel(Model):
    """A workflow file."""

    workflow: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
    version: int = Field(ge=1)
    title: Label
    case_number: str = Field(description="how a case is numbered: `{prefix}-{year}-{number:03}`")
    reference_dates: dict[Name, Text] = Field(default_factory=dict)
    case: dict[Name, ShortField]
    evidence: dict[Name, EvidenceModel] = Field(default_factory=dict, description="kinds of evidence that cases keep")
    built_in_roles: dict[Name, Names] = Field(default_factory=dict, description="who may assign, suspend, reopen ...")
    groups: dict[Name, list[Name]] = Field(default_factory=dict, description="names for sets of states")
    states: dict[Name, StateModel]
    transitions: list[TransitionModel]
    overview: Names = Field(default_factory=list, description="case fields that people see first: money asked, granted")
    letters: dict[Name, LetterModel] = Field(default_factory=dict)
    deadlines: list[DeadlineModel] = Field(default_factory=list)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a workflow file, for editors."""
    return WorkflowModel.model_json_schema(by_alias=True)
