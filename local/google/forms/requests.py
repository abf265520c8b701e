"""forms.batchUpdate: one row for each kind of request. Sources as in `model`."""

from collections.abc import Callable
from typing import Any

from local.google.forms.items import settled_item
from local.google.forms.model import one_line
from local.wire.errors import ApiError, invalid, not_supported
from local.wire.jsontypes import Json
from local.wire.schema import masks

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
    merged = masks.merge(old, request.get("item") or {}, _mask(request, "Item"))
    own = {old["itemId"], str(old.get("questionItem", {}).get("question", {}).get("questionId", ""))}
    form["items"][index] = settled_item(form, merged, frozenset(own))


def delete_item(form: Json, request: Json) -> None:
    """Choices that led to a deleted section lead to the next one, as in the editor (assumed of the API)."""
    gone = form["items"].pop(_place(form, request.get("location"), new=False))
    for option in _options(form["items"]):
        if option.get("goToSectionId") == gone["itemId"]:
            del option["goToSectionId"]


def _options(items: list[Json]) -> list[Any]:
    questions = [item.get("questionItem", {}).get("question", {}) for item in items]
    return [option for question in questions for option in question.get("choiceQuestion", {}).get("options", [])]


def move_item(form: Json, request: Json) -> None:
    item = form["items"].pop(_place(form, request.get("originalLocation"), new=False))
    form["items"].insert(_place(form, request.get("newLocation"), new=True), item)


def update_form_info(form: Json, request: Json) -> None:
    mask, info = _mask(request, "Info"), request.get("info") or {}
    if "documentTitle" in mask:
        raise invalid("documentTitle cannot be modified by a batchUpdate request.")
    one_line(info.get("title"))
    title = form["info"].get("documentTitle")
    form["info"] = {**masks.merge(form["info"], info, mask), "documentTitle": title}


def update_settings(form: Json, request: Json) -> None:
    settings = request.get("settings") or {}
    if settings.get("quizSettings", {}).get("isQuiz"):
        raise not_supported("quizzes")
    form["settings"] = masks.merge(form["settings"], settings, _mask(request, "FormSettings"))


def _mask(request: Json, message: str) -> masks.Mask:
    """The update mask. ApiError 400 without one, and for a field that the message does not have."""
    if not request.get("updateMask"):
        raise invalid("updateMask is required.")
    mask = masks.parse(request["updateMask"])
    masks.check(mask, "forms", message)
    return mask


KINDS: dict[str, Handler] = {
    "createItem": create_item,
    "deleteItem": delete_item,
    "moveItem": move_item,
    "updateFormInfo": update_form_info,
    "updateItem": update_item,
    "updateSettings": update_settings,
}


def apply(form: Json, requests: list[Json]) -> list[Json]:
    """Apply a batch to a draft of a form; one reply each. ApiError names the request that failed, as recorded."""
    if not requests:
        raise invalid("Must specify at least one request.")
    replies: list[Json] = []
    for index, request in enumerate(requests):
        where = f"Invalid requests[{index}]: "
        if not request:
            raise invalid(where + "No request set.")
        ((kind, body),) = request.items()  # more than one kind is refused when the body is read
        try:
            reply = KINDS[kind](form, body)
        except ApiError as error:
            raise error.prefixed(where) if error.code == 400 else error from None
        replies.append({} if reply is None else {kind: reply})
    return replies
