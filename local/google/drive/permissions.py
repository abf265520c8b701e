"""Drive v3: permissions of a file."""

from local.google import messages
from local.google.call import Call
from local.google.drive.files import FORM, find_file, grants, page, permission_id, permission_resource
from local.google.files import access
from local.wire.errors import denied, invalid, not_found
from local.wire.http.calls import Answer, method
from local.wire.jsontypes import Json

_ROLES = ("owner", "writer", "commenter", "reader")


def _limited(call: Call, grant: Json) -> Json:
    """Without `fields`, permissions answer kind, id, type and role only."""
    full = permission_resource(grant)
    return full if call.query.get("fields") else {name: full[name] for name in ("kind", "id", "type", "role")}


def permissions_list(call: Call) -> Json:
    found, more = page(call, grants(call, find_file(call)))
    return {"kind": "drive#permissionList", "permissions": [_limited(call, grant) for grant in found], **more}


def permissions_get(call: Call) -> Json:
    return _limited(call, _grant(call, find_file(call)))


def _grant(call: Call, file: Json) -> Json:
    # Somebody may answer a form beside reading or editing it, under one id; which is meant then is assumed.
    for grant in sorted(file["permissions"], key=lambda grant: "view" not in grant):
        if grant["id"] == call.path["permissionId"]:
            return dict(grant)
    raise not_found(f"Permission not found: {call.path['permissionId']}.")


def permissions_create(call: Call) -> Json:
    """Share. The same person or `anyone` again changes the role."""
    body = call.json(messages.PERMISSION)
    file = find_file(call, access.WRITE)
    kind, role = body.get("type"), body.get("role")
    if kind not in ("user", "group", "anyone", "domain") or role not in _ROLES:
        raise invalid(f"The permission type or role field is required or invalid: type={kind}, role={role}")
    if kind in ("user", "group") and not body.get("emailAddress"):
        raise invalid("The specified emailAddress is invalid or not applicable for the given permission type.")
    _check_view(file, body)
    ids = {"anyone": "anyoneWithLink", "domain": f"{body.get('domain')}k"}
    return _put(call, file, {"id": ids.get(str(kind)) or permission_id(body["emailAddress"]), **body})


def _check_view(file: Json, grant: Json) -> None:
    """`published` is for whoever answers a form, as a reader (documented); how others are refused is assumed."""
    view = grant.get("view")
    if view is not None and (view, grant["role"], file["mimeType"]) != (access.PUBLISHED, "reader", FORM):
        raise invalid(f"The view field is invalid for the given role and file: view={view}")


def permissions_update(call: Call) -> Json:
    """Role and pending ownership; whoever is the pending owner may become the owner."""
    body = call.json(messages.PERMISSION)
    file = find_file(call, access.WRITE)
    old = _grant(call, file)
    if body.get("role") not in _ROLES:
        raise invalid(f"The role field is invalid: {body.get('role')}")
    return _put(call, file, {**old, **{name: body[name] for name in ("role", "pendingOwner") if name in body}})


def _put(call: Call, file: Json, grant: Json) -> Json:
    """Keep a grant in the place of the one with its id in its view; a new owner makes the old one a writer."""
    mine = grant["id"], grant.get("view")
    rest = [old for old in file["permissions"] if (old["id"], old.get("view")) != mine]
    if grant["role"] == "owner":
        _check_transfer(call, file, grant)
        grant = {**grant, "pendingOwner": False}
        rest = [{**old, "role": "writer"} if old["role"] == "owner" else old for old in rest]
    call.state.files.put(file["id"], {**file, "permissions": [*rest, grant]})
    return _limited(call, grant)


def _check_transfer(call: Call, file: Json, grant: Json) -> None:
    if not call.flag("transferOwnership"):
        raise denied("The transferOwnership parameter must be enabled when the permission role is 'owner'.")
    accepted = grant.get("pendingOwner") and grant.get("emailAddress") == call.who
    if access.rank(file, call.who) < access.OWN and not accepted:
        raise denied("The user does not have sufficient permissions for this file.")


def permissions_delete(call: Call) -> Answer:
    file = find_file(call, access.WRITE)
    grant = _grant(call, file)
    if grant["role"] == "owner":
        raise denied("The owner of a file cannot be removed.")
    rest = [other for other in file["permissions"] if other != grant]
    call.state.files.put(file["id"], {**file, "permissions": rest})
    return Answer(204)


_ROOT = "/drive/v3/files/{fileId}/permissions"
_ONE = _ROOT + "/{permissionId}"
METHODS = [
    method("drive.permissions.list", "GET", _ROOT, permissions_list, "pageSize pageToken includePermissionsForView"),
    method("drive.permissions.create", "POST", _ROOT, permissions_create, "transferOwnership"),
    method("drive.permissions.get", "GET", _ONE, permissions_get),
    method("drive.permissions.update", "PATCH", _ONE, permissions_update, "transferOwnership"),
    method("drive.permissions.delete", "DELETE", _ONE, permissions_delete),
]
