"""forms.batchUpdate: one row for each kind of request."""

from collections.abc import Callable

from local.google import fields
from local.google.errors import ApiError, invalid, not_supported
from local.google.forms.model import settled_item
from local.google.jsontypes import Json

Handler = Callable[[Json, Json], Json | None]


def _place(form: Json, location: Json | None, *, new: bool) -> int:
    """An index into the items; a new item may stand after the last. ApiError 400 outside."""
    if location is None:
        raise invalid("A location is required.")
    index = int(location.get("index") or 0)
    if not 0 <= index < len(form["items"]) + new:
        raise invalid(f"Invalid location.index: {index}. The form has {len(form['items'])} items.")
    return index


def create_item(form: Json, request: Json) -> Json:
    item = settled_item(form, request.get("item") or {})
    form["items"].insert(_place(form, request.get("location"), new=True), item)
    question = item.get("questionItem", {}).get("question")
    return {"itemId": item["itemId"], **({"questionId": [question["questionId"]]} if question else {})}


def update_item(form: Json, request: Json) -> None:
    index = _place(form, request.get("location"), new=False)
    old = form["items"][index]
    merged = fields.merge(old, request.get("item") or {}, _mask(request))
    own = {old["itemId"], str(old.get("questionItem", {}).get("question", {}).get("questionId", ""))}
    form["items"][index] = settled_item(form, merged, frozenset(own))


def delete_item(form: Json, request: Json) -> None:
    del form["items"][_place(form, request.get("location"), new=False)]


def move_item(form: Json, request: Json) -> None:
    item = form["items"].pop(_place(form, request.get("originalLocation"), new=False))
    form["items"].insert(_place(form, request.get("newLocation"), new=True), item)


def update_form_info(form: Json, request: Json) -> None:
    mask = _mask(request)
    if "documentTitle" in mask:
        raise invalid("documentTitle cannot be modified by a batchUpdate request.")
    title = form["info"].get("documentTitle")
    form["info"] = {**fields.merge(form["info"], request.get("info") or {}, mask), "documentTitle": title}


def update_settings(form: Json, request: Json) -> None:
    settings = request.get("settings") or {}
    if settings.get("quizSettings", {}).get("isQuiz"):
        raise not_supported("quizzes")
    form["settings"] = fields.merge(form["settings"], settings, _mask(request))


def _mask(request: Json) -> fields.Mask:
    if not request.get("updateMask"):
        raise invalid("updateMask is required.")
    return fields.parse(request["updateMask"])


KINDS: dict[str, Handler] = {
    "createItem": create_item,
    "deleteItem": delete_item,
    "moveItem": move_item,
    "updateFormInfo": update_form_info,
    "updateItem": update_item,
    "updateSettings": update_settings,
}


def apply(form: Json, requests: list[Json]) -> list[Json]:
    """Apply a batch to a draft of a form; one reply each. ApiError names the request that failed."""
    if not requests:
        raise invalid("Must specify at least one request.")
    replies: list[Json] = []
    for index, request in enumerate(requests):
        if len(request) != 1:
            raise invalid(f"Invalid requests[{index}]: a request must have exactly one kind.")
        ((kind, body),) = request.items()
        try:
            reply = KINDS[kind](form, body)
        except ApiError as error:
            raise error.prefixed(f"Invalid requests[{index}].{kind}: ") if error.code == 400 else error from None
        replies.append({} if reply is None else {kind: reply})
    return replies
