"""Whom protected ranges must name: the account that the functions write with. Found out before anything is written.

A protected range shuts out everybody whom it does not name, but the file's owner. So whoever makes one must know the
functions' account, and must be one who leaves nobody else inside: Google keeps who makes a range among its editors.
"""

from __future__ import annotations

from collections.abc import Mapping

from functions.gapi.drive import Access
from functions.ledger.ports import Google

RUN = "run it with the credentials of the owner of both workbooks, as docs/on-google.md says"


class WrongIdentity(Exception):
    """Who runs this must not make or mend protected ranges. The message says who must, and how."""


def functions_account(google: Google, named: str = "") -> str:
    """The e-mail address of the functions' account: as `named`, else the only one beside the owner to edit both files.

    Raises WrongIdentity when the caller is neither the functions' account nor the owner of both workbooks, or when the
    account is not known or may not edit them; GoogleError.
    """
    found = {"private": google.private.access(), "public": google.public.access()}
    for book, access in found.items():
        if not access.edits:
            raise WrongIdentity(f"whoever runs this may not edit the {book} workbook; {RUN}")
    account = named.strip().lower() or _told_by_sharing(found)
    for book, access in found.items():
        if access.editors is not None and account not in access.editors:
            raise WrongIdentity(f"share the {book} workbook with {account} as an editor, then run this again")
        if not access.owns and google.private.caller != account:
            raise WrongIdentity(f"whoever runs this does not own the {book} workbook and is not {account}; {RUN}")
    return account


def _told_by_sharing(found: Mapping[str, Access]) -> str:
    """The one account that edits both workbooks and owns neither; or the owner, if nobody else edits them."""
    editors = [access.editors for access in found.values()]
    if None not in editors:
        both = frozenset.intersection(*(some for some in editors if some is not None))
        owners = frozenset[str]().union(*(access.owners for access in found.values()))
        for some in (both - owners, both):
            if len(some) == 1:
                return next(iter(some))
            if some:
                break
    raise WrongIdentity("set KSBB_ACCOUNT to the e-mail address of the functions' service account, then run this again")
