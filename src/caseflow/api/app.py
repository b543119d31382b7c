"""Puts the API together: gate, routes, problems and their description."""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI

import caseflow
from caseflow.api import cases, de_minimis, deadlines, definitions, documents, letter_acts, letters, tasks
from caseflow.api.faults import add_handlers
from caseflow.api.gate import Gate
from caseflow.api.openapi import DESCRIPTION, describe
from caseflow.moves.office import Office

_ROUTERS: Final = (
    cases.router,
    tasks.router,
    documents.router,
    deadlines.router,
    letters.router,
    letter_acts.router,
    de_minimis.router,
    definitions.router,
)


def create_api(office: Office) -> FastAPI:
    """The API of an office, to be mounted under `/api`; its database and clock stay the caller's to close."""
    # No pages of documentation: they would load their scripts from elsewhere.
    app = FastAPI(
        title="caseflow", version=caseflow.__version__, description=DESCRIPTION, docs_url=None, redoc_url=None
    )
    app.state.office = office
    for router in _ROUTERS:
        app.include_router(router, prefix="/v1")
    add_handlers(app)
    app.add_middleware(Gate, office=office)
    describe(app)
    return app
