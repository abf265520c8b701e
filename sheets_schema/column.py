"""How a column is declared: label, type, owner, audience, help text and HXL tag, beside its typed field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from functools import cache
from typing import Any, Generic, Literal, cast

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeVar

from sheets_schema import lengths


class Owner(Enum):
    """Who writes a column; nobody else ever does."""

    STAFF = "petugas"
    SYSTEM = "sistem"


class Audience(Enum):
    """Who may learn what stands in a column. Staff unless declared otherwise."""

    STAFF = "petugas"
    COORDINATOR = "penanggung jawab sasaran"
    PUBLIC = "publik"


class Kind(Enum):
    """What a cell of the column holds, named as staff would say it."""

    TEXT = "teks"
    CODE = "kode"
    PHONE = "nomor telepon"
    EMAIL = "alamat surel"
    EMAILS = "alamat surel, boleh beberapa"
    LINK = "tautan"
    CHOICE = "pilihan"
    REFERENCE = "rujukan"
    INTEGER = "bilangan bulat"
    DECIMAL = "bilangan desimal"
    RUPIAH = "rupiah"
    DATE = "tanggal"
    MOMENT = "tanggal dan jam"
    ANY = "angka atau teks"


UNIT_OF_KIND = "{satuan}"
"""Among the units of a column: those of the kinds of aid, which stand in the sheets."""


@dataclass(frozen=True)
class Column:
    """One declared column.

    `reference` names another tab's column as ``"Tab.label"``: its values are the dropdown. `minimum` and
    `maximum` are inclusive bounds of a number; `units` may stand beside it ("50 paket"). `required` columns must be
    filled in every row that staff use. Decisions rest on a `vital` one: unreadable, it costs the row, any other only
    itself. A column `beside` rows of staff's is written by the system: nothing is read from it, and it may be missing.
    `width` is in pixels; a text too wide for a column that `wraps` goes on below. `hidden` columns are technical and
    folded away in the private workbook.
    """

    key: str
    label: str
    kind: Kind
    owner: Owner
    audience: Audience
    help: str
    hxl: str = ""
    required: bool = False
    vital: bool = False
    choices: tuple[str, ...] = ()
    reference: str = ""
    minimum: float | None = None
    maximum: float | None = None
    units: tuple[str, ...] = ()
    width: int = 120
    beside: bool = False
    wraps: bool = False
    hidden: bool = False
    longest: int = lengths.TEXT


class Row(BaseModel):
    """One row of a tab, typed. Field order is column order."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def column(
    label: str,
    help_text: str,
    *,
    kind: Kind = Kind.TEXT,
    owner: Owner = Owner.STAFF,
    audience: Audience = Audience.STAFF,
    hxl: str = "",
    required: bool = False,
    vital: bool | None = None,
    choices: type[StrEnum] | tuple[str, ...] = (),
    reference: str = "",
    minimum: float | None = None,
    maximum: float | None = None,
    units: tuple[str, ...] = (),
    width: int = 120,
    beside: bool = False,
    wraps: bool = False,
    hidden: bool = False,
    longest: int = lengths.TEXT,
) -> Any:
    """Declare the column behind a field of a `Row`. A field that is not required defaults to None.

    What is required is vital unless said otherwise; what is required and not vital may be None all the same.
    """
    names = choices if isinstance(choices, tuple) else tuple(choices)
    declared = Column(
        key="",
        label=label,
        kind=Kind.CHOICE if names and kind is Kind.TEXT else kind,
        owner=owner,
        audience=audience,
        help=help_text,
        hxl=hxl,
        required=required,
        vital=required if vital is None else vital,
        choices=names,
        reference=reference,
        minimum=minimum,
        maximum=maximum,
        units=units,
        width=width,
        beside=beside,
        wraps=wraps,
        hidden=hidden,
        longest=longest,
    )
    return _field(declared)


def shown(
    source: type[Row],
    key: str,
    help_text: str,
    *,
    label: str | None = None,
    kind: Kind | None = None,
    hxl: str | None = None,
    width: int | None = None,
    wraps: bool | None = None,
) -> Any:
    """Declare a public column that repeats a private one, described for the public.

    What is not given is as it is there. Raises ValueError when the private column is not declared public: no slip here
    can publish a contact.
    """
    origin = next(c for c in columns_of(source) if c.key == key)
    if origin.audience is not Audience.PUBLIC:
        raise ValueError(f"{source.__name__}.{key} is not declared public")
    told = replace(
        origin,
        help=help_text,
        label=label or origin.label,
        kind=kind or origin.kind,
        hxl=origin.hxl if hxl is None else hxl,
        width=width or origin.width,
        wraps=origin.wraps if wraps is None else wraps,
    )
    return _field(replace(told, owner=Owner.SYSTEM, required=False, reference="", hidden=False))


def _field(declared: Column) -> Any:
    extra: dict[str, Any] = {"column": declared}
    return Field(json_schema_extra=extra) if declared.required else Field(default=None, json_schema_extra=extra)


@cache
def columns_of(row: type[Row]) -> tuple[Column, ...]:
    """The columns of a row type, in order, with their keys."""
    found = []
    for key, field in row.model_fields.items():
        extra = cast("dict[str, object]", field.json_schema_extra or {})
        declared = extra.get("column")
        if not isinstance(declared, Column):
            raise TypeError(f"{row.__name__}.{key} has no column declaration")
        found.append(replace(declared, key=key))
    return tuple(found)


R_co = TypeVar("R_co", bound=Row, covariant=True, default=Row)


@dataclass(frozen=True)
class Tab(Generic[R_co]):
    """One tab: its title, its fixed sheet id, what a row is, and what it is for.

    The sheet id is ours to choose when the tab is made: writing needs no look-up and survives a renamed tab.
    `keyed_by` is the key of the column whose value must not repeat. `frozen_columns` stay in sight when people scroll
    to the right. `waits` says in Indonesian what waits while a row cannot be used.
    """

    title: str
    sheet_id: int
    row: type[R_co]
    purpose: str
    book: Literal["private", "public"] = "private"
    keyed_by: str = ""
    frozen_columns: int = 0
    waits: str = ""
    spare_rows: int = 500

    @property
    def columns(self) -> tuple[Column, ...]:
        """The tab's columns in declared order."""
        return columns_of(self.row)

    def column(self, key: str) -> Column:
        """The column with this key. Raises KeyError."""
        for found in self.columns:
            if found.key == key:
                return found
        raise KeyError(key)

    def position(self, key: str) -> int:
        """Zero-based declared position of a column. Raises KeyError."""
        return self.columns.index(self.column(key))
