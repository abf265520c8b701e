"""The methods of Cloud Storage that are built. The XML API's path fits almost any other, so it comes last."""

from local.google.storage.buckets import api as buckets
from local.google.storage.buckets import lists
from local.google.storage.objects import api as objects
from local.google.storage.objects import copies, listing
from local.google.storage.transfer import media, uploads, xml

METHODS = [
    method for table in (buckets, lists, objects, copies, listing, media, uploads, xml) for method in table.METHODS
]
