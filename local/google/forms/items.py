"""What an item of a form may be: checked, and given ids, before it is kept. Sources as in `model`."""

from collections.abc import Callable

from local.google.forms.model import InGooglesWords, free_id, one_line, section_ids, taken_ids
from local.wire.errors import invalid, not_supported
from local.wire.jsontypes import Json

ITEM_KINDS = ("questionItem", "questionGroupItem", "pageBreakItem", "textItem", "imageItem", "videoItem")
QUESTION_KINDS = (
    "textQuestion", "choiceQuestion", "scaleQuestion", "dateQuestion", "timeQuestion", "fileUploadQuestion",
    "rowQuestion", "ratingQuestion",
)  # fmt: skip
_UNBUILT_ITEMS = ("questionGroupItem", "imageItem", "videoItem")
CHOICE_TYPES = ("RADIO", "CHECKBOX", "DROP_DOWN")


def settled_item(form: Json, item: Json, own: frozenset[str] = frozenset()) -> Json:
    """A new or changed item, checked and with ids; `own` are those that it had.

    ApiError 400 for what Google refuses, 501 for what is not built.
    """
    kind = _only_kind(item, ITEM_KINDS, "An item")
    if kind in _UNBUILT_ITEMS:
        raise not_supported(f"form items of kind {kind}")
    one_line(item.get("title"))
    taken = taken_ids(form) - own
    settled = {**item, "itemId": free_id(item.get("itemId"), taken, "itemId")}
    if kind == "questionItem":
        if "image" in item["questionItem"]:
            raise not_supported("images in form questions")
        question = _settled_question(form, item["questionItem"].get("question") or {}, taken | {settled["itemId"]})
        settled["questionItem"] = {**item["questionItem"], "question": question}
    return settled


def _only_kind(message: Json, kinds: tuple[str, ...], what: str) -> str:
    found = [kind for kind in kinds if kind in message]
    if len(found) != 1:
        raise invalid(f"{what} must have exactly one kind, not {len(found)}.")
    return found[0]


def _settled_question(form: Json, question: Json, taken: set[str]) -> Json:
    kind = _only_kind(question, QUESTION_KINDS, "A question")
    if "grading" in question:
        # Recorded. A form here never is a quiz: turning it into one is not built.
        raise invalid("Invalid grading, grading cannot be set on a form that has no grading settings.")
    if kind in _CHECKS:
        _CHECKS[kind](form, question[kind])
    return {**question, "questionId": free_id(question.get("questionId"), taken, "questionId")}


def _check_choices(form: Json, choice: Json) -> None:
    kind, options = choice.get("type"), choice.get("options") or []
    if kind not in CHOICE_TYPES:
        raise invalid(f"Invalid choice question type: {kind}")
    if not options:
        raise invalid("A choice question must have options.")
    for option in options:
        _check_option(form, kind, option)
    values = [option.get("value", "") for option in options]
    if len(set(values)) != len(values):
        raise invalid("Duplicate option values are not allowed in a choice question.")


def _check_option(form: Json, kind: str, option: Json) -> None:
    """`isOther` and going to a section fit some types only (documented)."""
    if "image" in option:
        raise not_supported("images in form options")
    one_line(option.get("value"))
    if option.get("isOther"):
        if option.get("value"):
            raise InGooglesWords("Cannot set option.value when isOther is true")  # reported
        if kind == "DROP_DOWN":
            raise invalid("isOther is only allowed in RADIO and CHECKBOX questions.")
    elif not option.get("value"):
        raise invalid("Every option of a choice question must have a value.")
    section = option.get("goToSectionId")
    if section and option.get("goToAction"):
        raise invalid("Only one of goToAction and goToSectionId may be set.")
    if kind == "CHECKBOX" and (section or option.get("goToAction")):
        raise invalid("Options of a CHECKBOX question cannot lead to a section.")
    if section and section not in section_ids(form):
        raise invalid(f"Invalid goToSectionId: {section} is not a section of the form.")


def _check_scale(_: Json, scale: Json) -> None:
    """`low` and `high` are required (documented); 0 or 1 to 2 … 10 are the editor's limits (assumed here).

    A `low` that is left out is 0: proto3 cannot tell them apart.
    """
    if "high" not in scale:
        raise invalid("scaleQuestion.high is required.")
    if scale.get("low", 0) not in (0, 1) or not 2 <= scale["high"] <= 10:
        raise invalid("A scale must go from 0 or 1 to a number from 2 to 10.")
    one_line(scale.get("lowLabel"))
    one_line(scale.get("highLabel"))


def _refuse_upload(_: Json, __: Json) -> None:
    """Documented: "does not support creating" them; in which words is assumed."""
    raise invalid("Creating file upload questions is not supported.")


def _refuse_row(_: Json, __: Json) -> None:
    raise invalid("A rowQuestion is only allowed in a questionGroupItem.")


def _unbuilt_rating(_: Json, __: Json) -> None:
    raise not_supported("form questions of kind ratingQuestion")


_CHECKS: dict[str, Callable[[Json, Json], None]] = {
    "choiceQuestion": _check_choices,
    "scaleQuestion": _check_scale,
    "fileUploadQuestion": _refuse_upload,
    "rowQuestion": _refuse_row,
    "ratingQuestion": _unbuilt_rating,
}
