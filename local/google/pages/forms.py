"""A form as its respondents see it, and its owner's overview."""

import secrets
from collections import OrderedDict
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from local.google.forms import respondent, responses
from local.google.jsontypes import Json
from local.google.pages.people import People
from local.google.pages.show import missing, page
from local.google.pubsub import Pubsub
from local.google.state import State

ONCE = "sekali"
"""Hidden field: marks one filling in, so that a second press of the button or a reload sends nothing anew."""
_REMEMBERED = 10_000
_CLOSED = "Formulir ini tidak lagi menerima jawaban."


class FormPages:
    def __init__(self, state: State, pubsub: Pubsub, people: People) -> None:
        self._state, self._pubsub, self._people = state, pubsub, people
        self._sent = OrderedDict[str, respondent.Filled]()

    async def overview(self, request: Request) -> Response:
        """The owner's view: how many responses there are, and the link for respondents."""
        form = self._form(request)
        if form is None:
            return missing(request, self._people)
        count = len(responses.visible(self._state, form["formId"]))
        return self._page(request, "form_overview.html", form=form, count=count)

    async def form(self, request: Request) -> Response:
        form = self._form(request)
        if form is None:
            return missing(request, self._people)
        if not _accepting(form):
            return self._page(request, "message.html", title=form["info"]["title"], text=_CLOSED)
        sent = {name: request.query_params.getlist(name) for name in request.query_params}
        return self._questions(request, form, sent, {})

    async def submit(self, request: Request) -> Response:
        """Store the response or show the page again with what was typed and what is wrong."""
        form = self._form(request)
        if form is None:
            return missing(request, self._people)
        if not _accepting(form):
            return self._page(request, "message.html", 400, title=form["info"]["title"], text=_CLOSED)
        data = await request.form()
        sent = {name: [str(text) for text in data.getlist(name)] for name in data}
        filled = respondent.read(form, sent)
        if filled.errors:
            return self._questions(request, form, sent, filled.errors, 400)
        if self._is_new(next(iter(sent.get(ONCE, [])), ""), filled):
            responses.submit(self._state, form["formId"], filled.answers, email=filled.email)
            self._state.store.commit()
            self._pubsub.announce(form)
        return self._page(request, "recorded.html", form=form)

    async def again(self, request: Request) -> Response:
        """Whoever opens the address of the confirmation gets an empty form, as at Google."""
        return RedirectResponse(f"/forms/d/e/{request.path_params['form_id']}/viewform", 303)

    def _is_new(self, mark: str, filled: respondent.Filled) -> bool:
        """Whether these very answers were not stored with this mark yet. Programs send no mark."""
        if not mark:
            return True
        known = self._sent.get(mark)
        self._sent[mark] = filled
        if len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)
        return known != filled

    def _form(self, request: Request) -> Json | None:
        return self._state.forms.get(request.path_params["form_id"])

    def _page(self, request: Request, template: str, status: int = 200, **values: Any) -> Response:
        return page(request, template, self._people, status, **values)

    def _questions(
        self, request: Request, form: Json, sent: respondent.Texts, errors: dict[str, str], status: int = 200
    ) -> Response:
        return self._page(
            request, "form.html", status, form=form, sections=respondent.sections(form), sent=sent, errors=errors,
            field_name=respondent.field_name, collects_email=respondent.collects_email(form),
            email_field=respondent.EMAIL_FIELD, other=respondent.OTHER, required=respondent.REQUIRED,
            once=ONCE, mark=next(iter(sent.get(ONCE, [])), "") or secrets.token_urlsafe(9),
        )  # fmt: skip


def _accepting(form: Json) -> bool:
    return bool(form["publishSettings"]["publishState"].get("isAcceptingResponses"))
