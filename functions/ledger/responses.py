"""The form's responses as the rules read them: core knows no Google, gapi knows no rules."""

from __future__ import annotations

from collections.abc import Iterable

from functions.core.submission import Response
from functions.gapi.errors import Permanent
from functions.gapi.forms import Form, FormResponse


def by_id(found: Iterable[FormResponse]) -> dict[str, Response]:
    """Responses by their id."""
    return {r.id: Response(r.id, r.created, r.submitted, r.answers, r.email) for r in found}


def one(form: Form, response_id: str) -> FormResponse | None:
    """A single response, None when the form does not show it (any more). Raises GoogleError."""
    try:
        return form.response(response_id)
    except Permanent as error:
        if error.status == 404:
            return None
        raise
