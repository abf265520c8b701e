"""A small typed client of this stand-in's control API, for tests, the demo and scripts."""

from typing import cast

from local.wire.control import client
from local.wire.jsontypes import Json


class Control(client.Control):
    """Speaks to `/_local/` of a running stand-in."""

    def add_response(
        self,
        form_id: str,
        answers: dict[str, list[str]],
        *,
        email: str | None = None,
        create_time: str | None = None,
        visible_after: float = 0.0,
        response_id: str | None = None,
        announce: bool = True,
    ) -> Json:
        """Put a response into a form as it is: texts by questionId; `visible_after`: seconds until it is listed."""
        body = {
            "formId": form_id, "answers": answers, "respondentEmail": email, "createTime": create_time,
            "visibleAfter": visible_after, "responseId": response_id, "announce": announce,
        }  # fmt: skip
        return cast("Json", self._ask("POST", "responses", body))

    def edit_response(self, response_id: str, answers: dict[str, list[str]]) -> Json:
        """Submit a response again with some answers changed; lastSubmittedTime becomes now."""
        return cast("Json", self._ask("POST", "responses/edit", {"responseId": response_id, "answers": answers}))

    def delete_response(self, response_id: str) -> None:
        """Take a response out of its form, as the form's owner can."""
        self._ask("POST", "responses/delete", {"responseId": response_id})

    def subscribe(self, topic: str, endpoint: str) -> None:
        """Push what is published to `topic` to `endpoint`."""
        self._ask("POST", "subscriptions", {"topic": topic, "endpoint": endpoint})

    def unsubscribe_all(self) -> None:
        self._ask("DELETE", "subscriptions")

    def grant_topic(self, topic: str, *, granted: bool) -> None:
        """Let Forms publish to a topic, or no longer. It may until told otherwise."""
        self._ask("POST", "topics", {"topic": topic, "granted": granted})

    def suspend_watch(self, watch_id: str, error: str) -> None:
        """Suspend a form's watch as after an error (an `errorType` of the Forms API) that has passed."""
        self._ask("POST", "watches/suspend", {"watchId": watch_id, "errorType": error})

    def pushes(self) -> list[Json]:
        """Every push so far: endpoint, body, tries, last status."""
        return cast("list[Json]", self._ask("GET", "pushes")["posts"])

    def set_quotas(self, *, enabled: bool, reads: int = 60, writes: int = 60) -> None:
        """Limit Sheets calls a minute and user, and those of Forms as Google does."""
        self._ask("POST", "quotas", {"enabled": enabled, "reads": reads, "writes": writes})

    def set_pages(self, *, people: list[Json] | None = None, links: list[Json] | None = None) -> None:
        """Whom the pages offer to be ({email, label}), and links beside the files ({label, url, about}; this host)."""
        given = {"people": people, "links": links}
        self._ask("POST", "pages", {name: value for name, value in given.items() if value is not None})

    def dump(self) -> Json:
        """All state: `workbooks` by tab, `forms` with responses, `objects` by bucket and name, `files`."""
        return cast("Json", self._ask("GET", "dump"))
