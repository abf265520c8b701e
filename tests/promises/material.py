"""What random histories are made of: places, dates, odd answers, and what staff can ask for."""

from __future__ import annotations

from sheets_schema.private import COMMITMENTS, DONORS, QUOTAS, TARGETS, Target
from sheets_schema.terms import Action, Active, TargetType
from tests.city import target

PLACES: tuple[Target, ...] = (
    target("RW-A", poor=40),
    target("RW-B", poor=12, rw=6),
    target("PA-1", poor=0, type=TargetType.ORPHANAGE, people=30, rw=None, name="Contoh Panti"),
    target("RW-X", poor=50, rw=7, status=Active.INACTIVE),
)
DAYS = ("2020-04-25", "2020-04-29", "2020-04-30", "2020-05-01", "2020-05-06")

ODD: tuple[dict[str, str], ...] = (
    {"sembako": "0"},
    {"sembako": "-5"},
    {"sembako": "seratus"},
    {"sembako": "1.000"},
    {"sembako": "9" * 40},
    {"date": "2020-04-01"},
    {"date": "2020-06-20"},
    {"date": "besok"},
    {"name": ""},
    {"name": "=1+1"},
    {"name": "Contoh 0812 3456 7890"},
    {"name": "Contoh " * 900},
    {"name": "Contoh\x00\x1b"},
    {"phone": "tidak ada"},
    {"group": "Lain-lain"},
    {"channel": ""},
    {"target": "RW 99 [TIDAK-ADA]"},
    {"target": "[]"},
    {"pledge": ""},
    {"sembako": "", "siap_saji": "", "lebaran": ""},
)
"""Answers, each of which takes the place of a sound one."""

HEADERS = ((TARGETS, "poor_households"), (QUOTAS, "quota"), (COMMITMENTS, "staff"), (COMMITMENTS, "phone"),
           (COMMITMENTS, "version"), (DONORS, "approved_name"), (DONORS, "shown_name"))  # fmt: skip
"""Headers that are renamed for a while."""

REQUEST = ("action", "amount", "new_date", "staff_reason", "staff")
POSSIBLE = {
    "TINJAU": (Action.APPROVE, Action.REJECT),
    "DITERIMA": (Action.ARRIVED, Action.CANCEL, Action.RESCHEDULE, Action.RESIZE),
    "SEBAGIAN": (Action.ARRIVED, Action.FINISH, Action.RESIZE),
    "SELESAI": (Action.REOPEN,),
    "DITOLAK": (Action.REOPEN,),
    "BATAL": (Action.REOPEN,),
}
"""What can be asked of a line in each status."""
