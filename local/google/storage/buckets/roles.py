"""What the roles of Cloud Storage allow. Source: cloud.google.com/storage/docs/access-control/iam-roles."""

_READ = frozenset({"storage.objects.get", "storage.objects.list"})
_WRITE = frozenset({
    "storage.objects.create", "storage.objects.delete", "storage.objects.update", "storage.objects.restore",
})  # fmt: skip
_OBJECT_POLICY = frozenset({"storage.objects.getIamPolicy", "storage.objects.setIamPolicy"})
_BUCKET_POLICY = frozenset({"storage.buckets.getIamPolicy", "storage.buckets.setIamPolicy"})
_BUCKET_WRITER = frozenset({
    "storage.buckets.get", "storage.objects.list", "storage.objects.create", "storage.objects.delete",
})  # fmt: skip

ROLES: dict[str, frozenset[str]] = {
    "roles/storage.objectCreator": frozenset({"storage.objects.create"}),
    "roles/storage.objectViewer": _READ,
    "roles/storage.objectUser": _READ | _WRITE,
    "roles/storage.objectAdmin": _READ | _WRITE | _OBJECT_POLICY,
    "roles/storage.legacyObjectReader": frozenset({"storage.objects.get"}),
    "roles/storage.legacyObjectOwner": frozenset({"storage.objects.get", "storage.objects.update"}) | _OBJECT_POLICY,
    "roles/storage.legacyBucketReader": frozenset({"storage.buckets.get", "storage.objects.list"}),
    "roles/storage.legacyBucketWriter": _BUCKET_WRITER,
    "roles/storage.legacyBucketOwner": (
        _BUCKET_WRITER | _BUCKET_POLICY | {"storage.buckets.update", "storage.objects.restore"}
    ),
    "roles/storage.bucketViewer": frozenset({"storage.buckets.get", "storage.buckets.list"}),
    "roles/storage.admin": (
        _READ | _WRITE | _OBJECT_POLICY | _BUCKET_POLICY
        | {"storage.buckets.get", "storage.buckets.list", "storage.buckets.update", "storage.buckets.delete"}
    ),
}  # fmt: skip

PROJECT_OWNER = frozenset({"storage.buckets.create", "storage.buckets.list", "storage.buckets.delete"})
"""What the owner of a project may do whatever a bucket's policy says. All else is in the bucket's own policy: who
writes one without the lines for `projectOwner` is locked out."""
