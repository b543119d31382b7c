"""`caseflow init` and `upgrade`: prepare the database of an installation."""

from __future__ import annotations

from sqlalchemy import make_url

from caseflow.app.office import clock_of
from caseflow.app.publishing import NotSound, is_anything_published, publish_programmes
from caseflow.cli.output import show
from caseflow.cli.publish import BY_ITSELF, published_text, refuse
from caseflow.cli.session import Json, Language
from caseflow.db import Database
from caseflow.db.migrations import is_current
from caseflow.db.migrations import upgrade as migrate
from caseflow.programmes.publish import Published
from caseflow.settings import Settings
from caseflow.words import as_lang, message, say


def init(lang: Language = "lv", as_json: Json = False) -> None:
    """Create or upgrade the database, and publish the shipped programmes when none is published."""
    language, settings = as_lang(lang), Settings.from_environment()
    recorded: list[Published] = []
    with Database(settings.database_url) as database:
        migrate(database, settings.home)
        with database.read() as tx:
            published = is_anything_published(tx)
        if not published:
            try:
                now = clock_of(settings, database).now()
                recorded = publish_programmes(database, settings.home, [], BY_ITSELF, now)
            except NotSound as unsound:
                refuse(unsound, language, as_json)
    place = shown_url(settings)
    ready = say(message("cli_setup.ready", database=place), language)
    show(
        {"database": place, "published": recorded},
        as_json=as_json,
        text=lambda: ready if published else f"{ready}\n{published_text(recorded, language)}",
    )


def upgrade(lang: Language = "lv", as_json: Json = False) -> None:
    """Bring the database to this version; nothing is done where it is there already."""
    language, settings = as_lang(lang), Settings.from_environment()
    with Database(settings.database_url) as database:
        before = is_current(database, settings.home)
        migrate(database, settings.home)
    place = shown_url(settings)
    words = message("cli_setup.was_current" if before else "cli_setup.upgraded", database=place)
    show({"database": place, "upgraded": not before}, as_json=as_json, text=lambda: say(words, language))


def shown_url(settings: Settings) -> str:
    """The database's URL without its password."""
    return make_url(settings.database_url).render_as_string(hide_password=True)
