"""The donors' side: filling in the form's page, and what Google does on the way that no donor can do."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Iterable

import requests

from functions.gapi.forms import Form, FormResponse
from local.demo.stage import OWNER, Stage
from local.demo.submissions import Submission
from sheets_schema.form import question_id

_ERROR = re.compile(r'<p class="error"[^>]*>(.*?)</p>', re.DOTALL)


class FormRefused(Exception):
    """The form's page did not take a submission that it should take."""


class Donors:
    """Sends submissions and remembers which response each became."""

    def __init__(self, stage: Stage, submissions: Iterable[Submission]) -> None:
        times = Counter(s.moment for s in submissions)
        self._shared = {moment for moment, count in times.items() if count > 1}
        self._stage = stage
        self._form = Form(stage.session(OWNER), stage.city.form)
        self._http = requests.Session()
        self._sent: list[Submission] = []
        self._day = ""
        self.ids: dict[str, str] = {}

    def send(self, submission: Submission) -> None:
        """Submit through the page, or inject what the page would refuse. The clock is set to the submission's day.

        Within a day time runs on by itself, because each jump of more than an hour makes everybody's access token
        expire; only submissions that share a second get exactly that one.
        """
        day = submission.moment.date().isoformat()
        if day != self._day or submission.moment in self._shared:
            self._stage.google.control.set_clock(now=submission.moment.isoformat())
            self._day = day
        if submission.injected:
            self._inject(submission)
        else:
            self._fill_in(submission)
        self._sent.append(submission)

    def let_pass(self, seconds: float) -> None:
        """Time goes by."""
        control = self._stage.google.control
        now = dt.datetime.fromisoformat(control.set_clock())
        control.set_clock(now=(now + dt.timedelta(seconds=seconds)).isoformat())

    def edit(self, submission: Submission) -> None:
        """Submit an already sent response again with these answers. Call `learn_ids` first."""
        self._stage.google.control.edit_response(self.ids[submission.key], _answers(submission))

    def learn_ids(self) -> None:
        """Find out which response each submission sent through the page became, by what it says."""
        known = set(self.ids.values())
        found = [r for r in sorted(self._form.responses(), key=lambda r: r.created) if r.id not in known]
        for submission in self._sent:
            if submission.key not in self.ids:
                match = next(r for r in found if _says(r, submission))
                found.remove(match)
                self.ids[submission.key] = match.id

    def _fill_in(self, submission: Submission) -> None:
        fields: list[tuple[str, str]] = [("emailAddress", str(submission.answers["email"]))]
        for question, texts in _answers(submission).items():
            fields += [(f"entry.{int(question, 16)}", text) for text in texts]
        url = self._stage.form_url.replace("/viewform", "/formResponse")
        answer = self._http.post(url, data=fields, timeout=30)
        if answer.status_code != 200:
            told = "; ".join(html.unescape(text) for text in _ERROR.findall(answer.text))
            raise FormRefused(f"{submission.key}: {answer.status_code} {told}")

    def _inject(self, submission: Submission) -> None:
        made = self._stage.google.control.add_response(
            self._stage.city.form,
            _answers(submission),
            email=str(submission.answers.get("email", "")) or None,
            visible_after=submission.seconds_hidden,
        )
        self.ids[submission.key] = str(made["responseId"])


def _answers(submission: Submission) -> dict[str, list[str]]:
    """Texts by question id."""
    return {
        question_id(key): value if isinstance(value, list) else [value]
        for key, value in submission.answers.items()
        if key != "email"
    }


def _says(response: FormResponse, submission: Submission) -> bool:
    said = {question: list(texts) for question, texts in response.answers.items()}
    return said == _answers(submission) and response.email == submission.answers.get("email", "")
