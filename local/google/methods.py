"""The methods that are built, by API, and the paths that take several calls at once."""

from local.google.drive import conversion, files, permissions
from local.google.forms import api as forms
from local.google.sheets import api as sheets
from local.google.storage import methods as storage

METHODS = [method for room in (sheets, files, permissions, conversion, forms, storage) for method in room.METHODS]
BATCHES = frozenset({"/batch/storage/v1"})
