"""The wording of messages: one template each, printed with the building blocks of text, HTML or WhatsApp."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

Style = Literal["text", "html", "whatsapp"]


def render(style: Style, template: str, context: Mapping[str, Any]) -> str:
    """A template in a style. Whatever people typed is escaped in HTML; elsewhere it is text among text."""
    environment = _environment(style)
    blocks: Any = environment.get_template(f"{style}.j2").make_module({"complaints": context["complaints"]})
    return environment.get_template(template).render(context, m=blocks).strip() + "\n"


@cache
def _environment(style: Style) -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(default=style == "html"),
        undefined=StrictUndefined,
        trim_blocks=True,
    )
