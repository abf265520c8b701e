"""An object as the JSON API answers it, field by field in the recorded order."""

from urllib.parse import quote

from local.google.call import Call
from local.google.storage.conditions import object_etag
from local.google.storage.objects import retention
from local.wire.conditions.clock import rfc3339
from local.wire.jsontypes import Json

_FIELDS = (
    "name", "bucket", "generation", "metageneration", "contentType", "storageClass", "size", "md5Hash",
    "contentEncoding", "contentDisposition", "contentLanguage", "cacheControl", "crc32c", "componentCount",
)  # fmt: skip


_MORE = ("timeDeleted", "softDeleteTime", "hardDeleteTime", "metadata", "customTime")


def resource(call: Call, kept: Json) -> Json:
    path = f"b/{kept['bucket']}/o/{quote(kept['name'], safe='')}"
    created, bucket = kept["timeCreated"], call.state.buckets.get(kept["bucket"])
    retained = retention.ends(bucket, kept) if bucket else None
    times = {"timeCreated": created, "updated": kept["updated"], "timeStorageClassUpdated": created,
             "timeFinalized": created}  # fmt: skip
    return {
        "kind": "storage#object", "id": f"{kept['bucket']}/{kept['name']}/{kept['generation']}",
        "selfLink": f"{call.state.base_url}/storage/v1/{path}",
        "mediaLink": f"{call.state.base_url}/download/storage/v1/{path}?generation={kept['generation']}&alt=media",
        **{name: kept[name] for name in _FIELDS if name in kept}, "etag": object_etag(kept), **times,
        **{name: kept[name] for name in _MORE if name in kept},
        **({"retentionExpirationTime": rfc3339(retained)} if retained else {}),
    }  # fmt: skip
