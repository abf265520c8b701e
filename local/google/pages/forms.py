"""A form as its respondents see it, and its owner's overview."""

import secrets
from collections import OrderedDict
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from local.google.forms import publishing, respondent, responses
from local.google.forms.model import path_for_respondents
from local.google.forms.pubsub import Pubsub
from local.google.pages.people import People
from local.google.pages.show import missing, page
from local.google.state import State
from local.wire.jsontypes import Json

ONCE = "sekali"
"""Hidden field: marks one filling in, so that a second press of the button or a reload sends nothing anew."""
_REMEMBERED = 10_000
_CLOSED = "Formulir ini tidak lagi menerima jawaban."
_UNSEEN = "Formulir ini belum dipublikasikan, atau hanya untuk orang tertentu. Masuk dengan akun yang boleh mengisinya."


class FormPages:
    def __init__(self, state: State, pubsub: Pubsub, people: People) -> None:
        self._state, self._pubsub, self._people = state, pubsub, people
        self._sent = OrderedDict[str, respondent.Filled]()

    async def overview(self, request: Request) -> Response:
        """The owner's view: how many responses there are, and the link for respondents."""
        form = self._state.forms.get(request.path_params["form_id"])
        if form is None:
            return missing(request, self._people)
        count = len(responses.visible(self._state, form["formId"]))
        return self._page(request, "form_overview.html", form=form, count=count)

    async def short(self, request: Request) -> Response:
        """The address with the file's id leads to the one for respondents."""
        form = self._state.forms.get(request.path_params["form_id"])
        if form is None:
            return missing(request, self._people)
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(path_for_respondents(form) + query, 303)

    async def form(self, request: Request) -> Response:
        """Its questions; what people meet instead was recorded: signing in with 401, or another page that says so."""
        form = self._form(request)
        if form is None:
            return missing(request, self._people)
        if not self._may_respond(request, form):
            return self._unseen(request)
        if not publishing.is_accepting(form):
            return RedirectResponse(path_for_respondents(form, "closedform"), 303)
        sent = {name: request.query_params.getlist(name) for name in request.query_params}
        return self._questions(request, form, sent, {})

    async def closed(self, request: Request) -> Response:
        """What is said when no answers are taken; the form, when they are."""
        form = self._form(request)
        if form is None:
            return missing(request, self._people)
        if not self._may_respond(request, form):
            return self._unseen(request)
        if publishing.is_accepting(form):
            return RedirectResponse(path_for_respondents(form), 303)
        return self._closed(request, form)

    async def submit(self, request: Request) -> Response:
        """Store the response or show the page again with what was typed and what is wrong."""
        form = self._form(request)
        if form is None:
            return missing(request, self._people)
        if not self._may_respond(request, form):
            return self._unseen(request)
        if not publishing.is_accepting(form):
            return self._closed(request, form, 400)
        data = await request.form()
        sent = {name: [str(text) for text in data.getlist(name)] for name in data}
        filled = respondent.read(form, sent)
        if filled.errors:
            return self._questions(request, form, sent, filled.errors, 400)
        if self._is_new(next(iter(sent.get(ONCE, [])), ""), filled):
            responses.submit(self._state, form["formId"], filled.answers, email=filled.email)
            self._state.store.commit()
            self._pubsub.announce(form["formId"])
        return self._page(request, "recorded.html", form=form)

    async def again(self, request: Request) -> Response:
        """Whoever opens the address of the confirmation gets an empty form, as at Google."""
        return RedirectResponse(f"/forms/d/e/{request.path_params['responder_id']}/viewform", 303)

    def _may_respond(self, request: Request, form: Json) -> bool:
        return publishing.may_respond(self._state, form, self._people.me(request).email)

    def _unseen(self, request: Request) -> Response:
        return self._page(request, "message.html", 401, title="Masuk", text=_UNSEEN)

    def _closed(self, request: Request, form: Json, status: int = 200) -> Response:
        return self._page(request, "message.html", status, title=form["info"]["title"], text=_CLOSED)

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
        """The form whose link for respondents was opened; the id in it is not the file's."""
        wanted = request.path_params["responder_id"]
        return next((form for form in self._state.forms.values() if form["responderId"] == wanted), None)

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
