"""The public page behind a signed link: it says which letter waits and who sent it, and opens it when asked to.

Looking is a GET and keeps nothing, so that a mail scanner that follows links reads no letter; opening is a POST.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from caseflow.api.language import language_of
from caseflow.db.batch import LostSwap
from caseflow.db.errors import Retryable
from caseflow.errors import NotFound
from caseflow.letters.sending import file_name
from caseflow.moves.office import Office
from caseflow.moves.receipts import Linked, OpenedLetter, look_at_letter, open_letter
from caseflow.words import Lang, Message, message, say

STYLE: Final = """
:root{color-scheme:light dark;--ink:#1d2430;--paper:#fff;--line:#5c6675;--act:#1b5e3a}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebf0;--paper:#171b22;--line:#98a2b3;--act:#1f7a4a}}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
main{max-width:38rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0 1rem}
.lang{text-align:right;margin:0}a{color:inherit}
dl{border-top:1px solid var(--line);margin:0 0 1rem}
dl div{display:flex;flex-wrap:wrap;gap:.1rem 1rem;padding:.5rem 0;border-bottom:1px solid var(--line)}
dt{flex:0 0 9rem;font-weight:600}dd{flex:1 1 14rem;margin:0;overflow-wrap:anywhere}
button{font:inherit;font-weight:600;color:#fff;background:var(--act);border:0;border-radius:.25rem;padding:.7rem 1.2rem}
:focus-visible{outline:3px solid #d97706;outline-offset:2px}
@media print{form,.lang{display:none}}
"""
_HASH: Final = b64encode(sha256(STYLE.encode()).digest()).decode()
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
_NAMES: Final[dict[Lang, str]] = {"lv": "Latviski", "en": "In English"}
_PAGES: Final = Environment(
    loader=PackageLoader("caseflow.api"), autoescape=select_autoescape(), undefined=StrictUndefined
)
_STATUS: Final = {"open": 200, "expired": 410, "void": 410, "gone": 410}


def create_letter_link_app(office: Office) -> Starlette:
    """The page for addressees, without sign-in, to be mounted under `/letter`."""

    def look(request: Request) -> Response:
        lang = _language(request)
        return _answered(lang, lambda: _page(lang, look_at_letter(office, request.path_params["token"])))

    def open_it(request: Request) -> Response:
        lang = _language(request)
        return _answered(lang, lambda: _opened(lang, open_letter(office, request.path_params["token"])))

    return Starlette(routes=[Route("/{token}", look, methods=["GET"]), Route("/{token}", open_it, methods=["POST"])])


def _language(request: Request) -> Lang:
    asked = request.query_params.get("lang")
    return language_of(asked if asked in _NAMES else request.headers.get("accept-language"))


def _answered(lang: Lang, answer: Callable[[], Response]) -> Response:
    try:
        return answer()
    except NotFound:
        return _shown(lang, 404, message("api.link_unknown_title"), None, [message("api.link_unknown")])
    except (Retryable, LostSwap):
        busy = _shown(lang, 503, message("api.link_busy_title"), None, [message("api.link_busy")])
        busy.headers["Retry-After"] = "5"
        return busy


def _opened(lang: Lang, found: Linked | OpenedLetter) -> Response:
    if isinstance(found, Linked):
        return _page(lang, found)
    name = f"{found.linked.registered_on.year}_{file_name(found.linked.number)}.pdf"
    headers = {**HEADERS, "Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}"}
    return Response(found.pdf, 200, headers, "application/pdf")


def _page(lang: Lang, linked: Linked) -> Response:
    about = {"day": linked.last_day, "organisation": linked.organisation, "email": linked.email}
    sentences = [message(f"api.link_is_{linked.standing}", **about)]
    if linked.opened_at is not None:
        sentences.append(message("api.link_opened", at=linked.opened_at))
    if linked.standing == "open":
        sentences.append(message("api.link_receipt"))
    else:
        sentences.append(message("api.link_ask", **about))
    return _shown(lang, _STATUS[linked.standing], message("api.link_heading"), linked, sentences)


def _shown(lang: Lang, status: int, heading: Message, linked: Linked | None, sentences: list[Message]) -> Response:
    other: Lang = "en" if lang == "lv" else "lv"
    html = _PAGES.get_template("letter_link.html").render(
        lang=lang,
        other=other,
        other_name=_NAMES[other],
        style=Markup(STYLE),
        heading=say(heading, lang),
        linked=linked,
        registered_on=say(message("api.link_day", day=linked.registered_on), lang) if linked else "",
        sentences=[say(sentence, lang) for sentence in sentences],
        say=lambda name: say(message(f"api.{name}"), lang),
    )
    return HTMLResponse(html, status, {**HEADERS, "Content-Language": lang})
