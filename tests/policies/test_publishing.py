"""Administrators write, preview and publish the site's documents in /admin/."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from serial.policies.documents import DOCUMENTS, TERMS
from serial.policies.models import PolicyVersion
from serial.policies.shipped_texts import shipped_text
from tests.policies.publishing import publish_version
from tests.reading.conftest import get_page

pytestmark = pytest.mark.django_db
ADMIN = "/admin/policies/policyversion/"


def form_data(client: Client, url: str, **typed: str) -> dict[str, str]:
    form = client.get(url).context["adminform"].form
    fields = {name: str(form[name].value() or "") for name in form.fields}
    return {**fields, "is_material": "on", **typed}


def write_draft(client: Client, body: str, *, button: str = "_preview") -> PolicyVersion:
    url = f"{ADMIN}add/?document=terms"
    response = client.post(url, form_data(client, url, body=body, **{button: "yes"}))
    assert response.status_code == 302
    return PolicyVersion.objects.drafts().get()


def test_list_has_a_title_like_the_others(superuser_client: Client) -> None:
    page = superuser_client.get(ADMIN).content.decode()
    assert "<h1>Terms, privacy and other pages</h1>" in page


def test_new_version_begins_with_the_text_of_the_page(superuser_client: Client) -> None:
    page = get_page(superuser_client, ADMIN)
    assert all(f"add/?document={key}" in page for key in DOCUMENTS)
    url = f"{ADMIN}add/?document=terms"
    assert form_data(superuser_client, url)["body"] == shipped_text(TERMS)
    assert "law that applies to you" in get_page(superuser_client, url)
    # Not for the public.
    assert "law that applies to you" not in get_page(Client(), "/terms/")
    publish_version("Ours.")
    with CaptureQueriesContext(connection) as queries:
        get_page(superuser_client, ADMIN)
    assert not any("body_html" in query["sql"] for query in queries)
    assert form_data(superuser_client, url)["body"] == "Ours."


def test_draft_is_previewed_and_published(superuser_client: Client) -> None:
    draft = write_draft(superuser_client, "Be *kind*.")
    publish_page = f"{ADMIN}{draft.pk}/publish/"
    preview = superuser_client.get(publish_page)
    assert "<p>Be <em>kind</em>.</p>" in preview.content.decode()
    assert "Publish version 1" in preview.content.decode()
    assert "kind" not in get_page(Client(), "/terms/")
    response = superuser_client.post(publish_page, {"based_on": draft.content_hash()}, follow=True)
    assert "Published: Terms, version 1." in response.content.decode()
    assert "<p>Be <em>kind</em>.</p>" in get_page(Client(), "/terms/")
    # A second press, or another tab, publishes nothing more.
    again = superuser_client.post(publish_page, {"based_on": draft.content_hash()})
    assert again.headers["Location"] == "/terms/versions/1/"
    assert PolicyVersion.objects.count() == 1


def test_only_superusers_open_the_pages(
    superuser_client: Client, request: pytest.FixtureRequest
) -> None:
    draft = write_draft(superuser_client, "One.")
    for name in ("guest", "reader", "author", "other_author", "moderator", "administrator"):
        client: Client = request.getfixturevalue(f"{name}_client")
        for page in ("", "add/", f"{draft.pk}/change/", f"{draft.pk}/publish/"):
            data = {"based_on": draft.content_hash(), "body": "Mine."}
            refused = client.post(f"{ADMIN}{page}", data)
            assert refused.status_code == 403 or "/login/" in refused.headers["Location"]
    assert PolicyVersion.objects.get().body == "One."


@pytest.mark.parametrize("change", [{"body": "Two."}, {"summary": "New."}, {"is_material": False}])
def test_draft_that_changed_after_the_preview_is_not_published(
    superuser_client: Client, change: dict[str, Any]
) -> None:
    draft = write_draft(superuser_client, "One.")
    PolicyVersion.objects.update(**change)
    data = {"based_on": draft.content_hash()}
    response = superuser_client.post(f"{ADMIN}{draft.pk}/publish/", data, follow=True)
    assert "saved again in the meantime" in response.content.decode()
    assert not PolicyVersion.objects.published()


def test_text_is_not_lost_if_another_tab_saved_or_published(superuser_client: Client) -> None:
    draft = write_draft(superuser_client, "One.", button="_continue")
    change = f"{ADMIN}{draft.pk}/change/"
    mine = form_data(superuser_client, change, body="Mine, which is long enough to read.\n\nEnd.")
    theirs = {"body": "One.", "summary": "Theirs."}
    superuser_client.post(change, form_data(superuser_client, change, **theirs))
    refused = superuser_client.post(change, mine)
    page = refused.content.decode()
    assert "Mine, which is long enough" in page and "saved this draft in the meantime" in page
    assert PolicyVersion.objects.get().summary == "Theirs."
    # The form that came back saves it.
    based_on = refused.context["adminform"].form["based_on"].value()
    assert superuser_client.post(change, {**mine, "based_on": based_on}).status_code == 302
    assert PolicyVersion.objects.get().body.startswith("Mine")
    current = PolicyVersion.objects.get()
    superuser_client.post(f"{ADMIN}{draft.pk}/publish/", {"based_on": current.content_hash()})
    typed = {**mine, "body": "Late.\n\nStill mine."}
    late = superuser_client.post(change, typed, headers={"Origin": "http://testserver"})
    assert late.status_code == 409 and "Still mine." in late.content.decode()
    assert "What you wrote</label>" in late.content.decode()
    assert "Mine" in PolicyVersion.objects.get().body


def test_document_has_one_draft_in_the_admin(superuser_client: Client) -> None:
    url = f"{ADMIN}add/?document=terms"
    stale = form_data(superuser_client, url, body="Another one.")
    draft = write_draft(superuser_client, "One.")
    assert superuser_client.get(url).headers["Location"] == f"{ADMIN}{draft.pk}/change/"
    refused = superuser_client.post(url, stale).content.decode()
    assert "has a draft already" in refused and "Another one." in refused


def test_published_version_is_read_only(superuser_client: Client) -> None:
    version = publish_version("Ours.")
    page = get_page(superuser_client, f"{ADMIN}{version.pk}/change/")
    assert "Ours." in page and "<textarea" not in page and "_preview" not in page
    delete = superuser_client.post(f"{ADMIN}{version.pk}/delete/", {"post": "yes"})
    assert delete.status_code == 403
    draft = write_draft(superuser_client, "Two.")
    superuser_client.post(f"{ADMIN}{draft.pk}/delete/", {"post": "yes"})
    assert PolicyVersion.objects.get() == version


def test_hostile_parameters_are_refused(superuser_client: Client) -> None:
    for url in ("add/?document=x", "add/?document=", "add/"):
        assert superuser_client.get(f"{ADMIN}{url}").status_code == 200
    assert superuser_client.get(f"{ADMIN}99/publish/").status_code == 404
    assert superuser_client.post(f"{ADMIN}x/change/").status_code in (302, 404)
