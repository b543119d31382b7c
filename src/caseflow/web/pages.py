"""Makes pages: templates with the words of the visitor's language, and nothing that is not escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from caseflow.cases.values import in_words
from caseflow.clock import riga_date
from caseflow.engine import notices
from caseflow.engine.roles import role_name
from caseflow.engine.workflow import Workflow
from caseflow.web.badges import due_badge, kind_class, when
from caseflow.web.basis import bases
from caseflow.web.guard import HEADERS
from caseflow.web.history_words import clock_words
from caseflow.web.likely import WAITED_FOR
from caseflow.web.visits import Desk, Visit, desk_of, language_of
from caseflow.words import Lang, Message, Text, message, say, unmarked
from caseflow.words.formats import format_value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("caseflow.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """The template as an answer; `visit` is None on pages that need no session."""
    visit: Visit | None = getattr(request.state, "visit", None)
    lang, desk = language_of(request), desk_of(request)
    now = visit.now if visit else None
    parts = {**_words(lang), **_frame(request, desk, visit), "today": riga_date(now) if now else None, **context}
    html = _environment().get_template(template).render(parts)
    return HTMLResponse(html, status, headers={"Cache-Control": "no-store", **HEADERS})


def _frame(request: Request, desk: Desk, visit: Visit | None) -> dict[str, Any]:
    path = request.url.path if request.method == "GET" else "/"
    here = f"{path}?{request.url.query}" if request.url.query and request.method == "GET" else path
    return {"visit": visit, "practice": desk.practice, "here": here, "path": request.url.path, "case_url": case_url}


def case_url(ref: str, *more: str) -> str:
    """The address of a case, or of a page below it."""
    return "/".join(["/cases", quote(ref, safe=""), *(quote(part, safe="") for part in more)])


def _words(lang: Lang) -> Mapping[str, Any]:
    """What templates may say, and how."""
    return {
        "lang": lang,
        "t": lambda id, **args: unmarked(say(message(id, **args), lang)),
        "say": _saying(lang),
        "label": lambda text: unmarked(text.in_lang(lang) if isinstance(text, Text) else text.get(lang, "")),
        "titled": lambda field: unmarked(field.title.in_lang(lang)),
        "day": lambda value: format_value(value, "", lang),
        "weekday": lambda value: format_value(value, "weekday", lang),
        "instant": lambda value: format_value(value, "", lang),
        "money": lambda value: format_value(value, "money", lang),
        "iso": _iso,
        "due_badge": due_badge,
        "role_name": role_name,
        "trigger_title": _trigger_title,
        "bases": bases,
        "waited_for": WAITED_FOR,
        "kind_class": kind_class,
        "in_words": in_words,
        "clock_words": clock_words,
        "riga": riga_date,
        "when": lambda instant, now: say(when(instant, now), lang),
    }


def _saying(lang: Lang) -> Callable[[Message | Text | str], str]:
    def saying(what: Message | Text | str) -> str:
        if isinstance(what, Message):
            return unmarked(say(what, lang))
        return unmarked(what.in_lang(lang)) if isinstance(what, Text) else what

    return saying


def _trigger_title(workflow: Workflow, trigger: str) -> Text:
    """What people call a trigger, a built-in one of letters too."""
    label = notices.LABELS.get(trigger)
    return Text(label["lv"], label["en"]) if label else workflow.trigger_title(trigger)


def _iso(value: date | datetime) -> str:
    return value.isoformat()
