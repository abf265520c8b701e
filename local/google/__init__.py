"""A stand-in for the parts of Google that the product uses: Sheets, Drive, Forms, Cloud Storage and OAuth.

It imports nothing of the product, listens on the loopback interface only, and answers what it does not know
with a clear 501. `docs/local-google.md` says what is supported and how each behaviour was checked.
"""

from local.google import apis

__all__ = ["apis"]
