"""Who may do what in a bucket, how its policy is changed, and in which words Cloud Storage refuses."""

import pytest

from tests.google.conftest import Api, error_of
from tests.google.storage.conftest import FUNCTION, Drawer, reason

MEMBER = f"serviceAccount:{FUNCTION}"
PREVENTED = {"publicAccessPrevention": "enforced", "uniformBucketLevelAccess": {"enabled": True}}


def denied(who: str, permission: str, kind: str = "object") -> str:
    return (
        f"{who} does not have {permission} access to the Google Cloud Storage {kind}. "
        f"Permission '{permission}' denied on resource (or it may not exist)."
    )


def test_an_account_that_may_create_and_read_may_neither_overwrite_nor_delete(drawer: Drawer) -> None:
    drawer.share("objectCreator", MEMBER)
    drawer.share("objectViewer", MEMBER)
    function = drawer.as_(FUNCTION)
    assert function.put("a", ifGenerationMatch="0").status_code == 200
    assert function.object("a").status_code == 200
    assert function.put("a", ifGenerationMatch="0").status_code == 412
    assert error_of(function.put("a")) == (403, denied(FUNCTION, "storage.objects.delete"))
    assert error_of(function.object("a", "DELETE")) == (403, denied(FUNCTION, "storage.objects.delete"))
    assert error_of(function.object("a", "PATCH", {})) == (403, denied(FUNCTION, "storage.objects.update"))
    assert drawer.object("a", "DELETE").status_code == 204


def test_a_refusal_names_the_permission_and_not_the_resource(drawer: Drawer) -> None:
    function = drawer.as_(FUNCTION)
    answer = function.put("rahasia")
    assert error_of(answer) == (403, denied(FUNCTION, "storage.objects.create"))
    assert reason(answer) == {"message": error_of(answer)[1], "domain": "global", "reason": "forbidden"}
    assert error_of(function.call("GET")) == (403, denied(FUNCTION, "storage.buckets.get", "bucket"))
    assert error_of(function.call("GET", "/o")) == (403, denied(FUNCTION, "storage.objects.list", "bucket"))


def test_a_bucket_that_does_not_exist_is_403_to_whom_nothing_was_granted_and_404_to_the_projects_owner(
    api: Api,
) -> None:
    nowhere = Drawer(api, "tidak-ada")
    answer = nowhere.as_(FUNCTION).call("GET", "/o")
    assert error_of(answer) == (403, denied(FUNCTION, "storage.objects.list", "bucket"))
    assert error_of(nowhere.call("GET", "/o")) == (404, "The specified bucket does not exist.")
    assert nowhere.as_(FUNCTION).put("n").status_code == 403
    assert nowhere.put("n").status_code == 404


def test_whoever_may_not_list_is_not_told_that_an_object_is_missing(drawer: Drawer) -> None:
    drawer.share("legacyObjectReader", "allUsers")
    drawer.put("ada.json")
    assert drawer.anybody().object("ada.json").status_code == 200
    missing = drawer.anybody().fetch(f"/{drawer.name}/tidak-ada.json")
    assert missing.status_code == 403
    assert "Anonymous caller does not have storage.objects.list access" in missing.text
    assert drawer.object("tidak-ada.json").status_code == 404


def test_without_a_token_a_refusal_is_401_in_the_json_api(drawer: Drawer) -> None:
    answer = drawer.anybody().put("n")
    assert error_of(answer) == (401, denied("Anonymous caller", "storage.objects.create"))
    assert (reason(answer)["locationType"], reason(answer)["location"]) == ("header", "Authorization")


def test_a_new_bucket_belongs_to_its_projects_owners_editors_and_viewers(drawer: Drawer) -> None:
    policy = drawer.policy()
    owners = ["projectEditor:lokal", "projectOwner:lokal"]
    assert policy["bindings"] == [
        {"role": "roles/storage.legacyBucketOwner", "members": owners},
        {"role": "roles/storage.legacyBucketReader", "members": ["projectViewer:lokal"]},
        {"role": "roles/storage.legacyObjectOwner", "members": owners},
        {"role": "roles/storage.legacyObjectReader", "members": ["projectViewer:lokal"]},
    ]
    assert policy["etag"] == drawer.call("GET").json()["etag"]


def test_a_policy_written_without_the_owners_lines_locks_them_out(drawer: Drawer) -> None:
    bare = {"bindings": [{"role": "roles/storage.objectViewer", "members": [MEMBER]}]}
    assert drawer.call("PUT", "/iam", bare).status_code == 200
    assert drawer.call("GET", "/iam").status_code == 403
    assert drawer.put("n").status_code == 403
    assert drawer.as_(FUNCTION).call("GET", "/o").status_code == 200
    assert drawer.call("DELETE").status_code == 204  # a right in the project, not in the bucket


def test_the_etag_of_a_policy_changes_and_a_stale_one_is_refused(drawer: Drawer) -> None:
    before = drawer.policy()
    assert drawer.share("objectViewer", MEMBER).json()["etag"] != before["etag"]
    stale = drawer.call("PUT", "/iam", before)
    assert error_of(stale) == (412, "At least one of the pre-conditions you specified did not hold.")
    assert (reason(stale)["locationType"], reason(stale)["location"]) == ("header", "If-Match")
    current = drawer.policy()
    assert current["bindings"][-1] == {"role": "roles/storage.objectViewer", "members": [MEMBER]}
    assert drawer.call("PUT", "/iam", {**before, "etag": current["etag"]}).status_code == 200


def test_the_public_is_no_member_where_its_access_is_prevented(api: Api) -> None:
    drawer = Drawer(api).make(iamConfiguration=PREVENTED)
    answer = drawer.share("objectViewer", "allUsers")
    assert error_of(answer) == (
        412,
        "The member bindings allUsers and allAuthenticatedUsers are not allowed since public access prevention is "
        "enforced.",
    )
    assert reason(answer)["reason"] == "conditionNotMet"
    assert drawer.share("objectViewer", MEMBER).status_code == 200


def test_preventing_public_access_takes_it_from_whom_it_was_granted(drawer: Drawer) -> None:
    drawer.share("objectViewer", "allUsers", "allAuthenticatedUsers")
    drawer.put("data.json")
    assert drawer.anybody().object("data.json").status_code == 200
    drawer.call("PATCH", "", {"iamConfiguration": {"publicAccessPrevention": "enforced"}})
    assert drawer.anybody().object("data.json").status_code == 401
    assert drawer.as_(FUNCTION).object("data.json").status_code == 403


def test_a_policy_has_one_line_a_role_in_order(drawer: Drawer) -> None:
    drawer.share("objectViewer", "user:b@contoh.example", "user:a@contoh.example")
    bindings = drawer.share("objectViewer", "user:b@contoh.example").json()["bindings"]
    assert bindings[-1]["members"] == ["user:a@contoh.example", "user:b@contoh.example"]
    assert [line["role"] for line in bindings] == sorted(line["role"] for line in bindings)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ({"role": "roles/storage.folderAdmin", "members": [MEMBER]}, 501),
        ({"role": "roles/storage.objectViewer", "members": ["siapa saja"]}, 400),
        ({"role": "roles/storage.objectViewer", "members": [MEMBER], "condition": {"expression": "true"}}, 501),
    ],
)
def test_a_line_that_cannot_be_carried_out_is_refused(drawer: Drawer, line: dict[str, object], status: int) -> None:
    policy = drawer.policy()
    assert drawer.call("PUT", "/iam", {**policy, "bindings": [*policy["bindings"], line]}).status_code == status
    assert drawer.policy() == policy


def test_where_access_is_not_uniform_who_made_an_object_owns_it(api: Api) -> None:
    drawer = Drawer(api).make()
    drawer.share("objectCreator", MEMBER)
    function = drawer.as_(FUNCTION)
    function.put("milik-fungsi")
    drawer.put("milik-pemilik")
    assert function.object("milik-fungsi").status_code == 200
    assert function.object("milik-pemilik").status_code == 403
    assert drawer.object("milik-fungsi").status_code == 200


def test_ready_made_lists_say_who_may_read(api: Api) -> None:
    query = "project=lokal&predefinedAcl=publicRead&predefinedDefaultObjectAcl=publicRead"
    made = api.ok("POST", f"/storage/v1/b?{query}", {"name": "umum"})
    assert [entry["entity"].partition("-1")[0] for entry in made["acl"]] == ["project-owners", "allUsers"]
    drawer = Drawer(api, "umum")
    drawer.put("n")
    assert drawer.anybody().object("n").status_code == 200
    assert drawer.anybody().call("GET", "/o").status_code == 200
    both = {"name": "dua", "iamConfiguration": PREVENTED}
    assert api.call("POST", f"/storage/v1/b?{query}", both).status_code == 400


def test_permissions_are_told_to_whoever_asks(drawer: Drawer) -> None:
    asked = ["storage.objects.get", "storage.objects.delete"]
    drawer.share("objectViewer", MEMBER)
    held = drawer.as_(FUNCTION).call("GET", "/iam/testPermissions", permissions=asked).json()
    assert held["permissions"] == ["storage.objects.get"]


def test_one_entry_of_a_buckets_list_is_read_changed_and_deleted(api: Api) -> None:
    drawer = Drawer(api).make()
    made = drawer.call("POST", "/acl", {"entity": "user-orang@contoh.example", "role": "READER"}).json()
    assert (made["kind"], made["id"]) == ("storage#bucketAccessControl", "buku-besar/user-orang@contoh.example")
    assert (made["entity"], made["email"], made["role"]) == (
        "user-orang@contoh.example",
        "orang@contoh.example",
        "READER",
    )
    reader = {
        "role": "roles/storage.legacyBucketReader",
        "members": ["projectViewer:lokal", "user:orang@contoh.example"],
    }
    assert reader in drawer.policy()["bindings"]
    changed = drawer.call("PATCH", "/acl/user-orang@contoh.example", {"role": "OWNER"}).json()
    assert (changed["role"], changed["etag"]) == ("OWNER", "CAM=")
    assert drawer.call("GET", "/acl/user-orang@contoh.example").json() == changed
    assert drawer.call("DELETE", "/acl/user-orang@contoh.example").status_code == 204
    assert drawer.call("GET", "/acl/user-orang@contoh.example").status_code == 404
    assert [entry["role"] for entry in drawer.call("GET", "/acl").json()["items"]] == ["OWNER", "OWNER", "READER"]


@pytest.mark.parametrize("entry", [{"entity": "siapa", "role": "READER"}, {"entity": "allUsers", "role": "RAJA"}, {}])
def test_an_entry_that_means_nothing_is_400(api: Api, entry: dict[str, str]) -> None:
    assert Drawer(api).make().call("POST", "/acl", entry).status_code == 400


def test_lists_are_refused_where_access_is_uniform(drawer: Drawer) -> None:
    where = "when uniform bucket-level access is enabled. Read more at "
    where += "https://cloud.google.com/storage/docs/uniform-bucket-level-access"
    assert error_of(drawer.call("GET", "/acl")) == (400, f"Cannot get legacy ACL for a bucket {where}")
    written = drawer.call("POST", "/acl", {"entity": "allUsers", "role": "READER"})
    assert error_of(written) == (400, f"Cannot use ACL API to update bucket policy {where}")


def test_who_may_not_use_a_project_may_not_have_it_billed(drawer: Drawer) -> None:
    drawer.put("n")
    drawer.share("objectViewer", MEMBER)
    function = drawer.as_(FUNCTION)
    told = f"{FUNCTION} does not have serviceusage.services.use access to the Google Cloud project."
    assert error_of(function.object("n", userProject="lokal")) == (403, told)
    assert error_of(function.fetch(f"{drawer.path}/o/n", x_goog_user_project="lokal")) == (403, told)
    assert function.object("n").status_code == drawer.object("n", userProject="lokal").status_code == 200
