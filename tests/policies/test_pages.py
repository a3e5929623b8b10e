"""The pages of the site's documents: the current version, earlier ones, and what changed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import IntegrityError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from serial.markup.rendering import RENDERER_VERSION
from serial.policies.documents import DOCUMENTS, PRIVACY, TERMS
from serial.policies.models import PolicyVersion
from serial.policies.models.policy_version import AlreadyPublished
from serial.policies.publishing import publish
from tests.diff_words import without_diff_words
from tests.policies.publishing import publish_version
from tests.reading.conftest import get_page

pytestmark = pytest.mark.django_db


def test_page_has_the_text_of_the_software_until_a_version_is_published(
    guest_client: Client,
) -> None:
    for key in DOCUMENTS:
        response = guest_client.get(f"/{key}/")
        assert response.status_code == 200 and not response.cookies
        # The contact page has a form, which is made for one visitor.
        is_shared = response.headers["Cache-Control"].startswith("public")
        assert is_shared is (key != "contact")
        assert "Version" not in response.content.decode()
    assert "What you write stays yours" in get_page(guest_client, "/terms/")
    assert "has not published a version yet" in get_page(guest_client, "/terms/versions/")
    publish_version("Be **kind**. <script>alert(1)</script>", summary="Shorter & clearer.")
    page = get_page(guest_client, "/terms/")
    assert "Be <strong>kind</strong>." in page and "alert(1)</script>" not in page
    assert "Version 1" in page and "Shorter &amp; clearer." in page
    assert "What you write stays yours" not in page
    # Only this document.
    assert "In short" in get_page(guest_client, "/privacy/")


def test_earlier_versions_stay_at_their_urls(guest_client: Client) -> None:
    for body in ("One.", "Two.", "Three."):
        publish_version(body)
    publish_version("Private.", PRIVACY)
    assert "Three." in get_page(guest_client, "/terms/")
    first = get_page(guest_client, "/terms/versions/1/")
    assert "One." in first and "no longer applies" in first and "noindex" in first
    assert "/terms/versions/3/changes/?since=1" in first
    assert "no longer applies" not in get_page(guest_client, "/terms/versions/3/")
    versions = get_page(guest_client, "/terms/versions/")
    assert [f"/terms/versions/{number}/" in versions for number in (1, 2, 3, 4)] == [
        *(True, True, True),
        False,
    ]
    for url in ("versions/4/", "versions/0/", f"versions/{10**18}/", "versions/1/changes/"):
        assert guest_client.get(f"/terms/{url}").status_code == 404


def test_changes_between_two_versions_are_shown(guest_client: Client) -> None:
    for body in ("Be kind.\n\nBe brief.", "Be kind.\n\nBe very brief.", "Be kind."):
        publish_version(body)
    page = without_diff_words(get_page(guest_client, "/terms/versions/2/changes/"))
    assert "<ins>very</ins>" in page and 'class="unchanged">Be kind.</p>' in page
    page = without_diff_words(get_page(guest_client, "/terms/versions/3/changes/?since=1"))
    assert "<del>Be brief.</del>" in page
    publish_version("## Rules\n\n- Be **kind**, [please](/rules/).")
    publish_version("## Rules\n\n- Be *kind*, [please](/terms/).")
    page = get_page(guest_client, "/terms/versions/4/changes/")
    assert "##" not in page and "**" not in page and "](" not in page
    assert "Only links or formatting" in get_page(guest_client, "/terms/versions/5/changes/")
    for since in ("3", "4", "0", "x", ""):
        assert guest_client.get(f"/terms/versions/3/changes/?since={since}").status_code == 404
    assert guest_client.get(f"/terms/versions/{2**64}/changes/").status_code == 404


def test_drafts_are_not_shown(guest_client: Client) -> None:
    PolicyVersion(document="terms", body="Secret plans.").save_draft()
    for url in ("", "versions/", "versions/1/"):
        assert "Secret plans" not in get_page(guest_client, f"/terms/{url}")


def test_only_administrators_publish(reader: User, author: User, moderator: User) -> None:
    draft = PolicyVersion(document="terms", body="Mine.")
    draft.save_draft()
    for user in (reader, author, moderator):
        with pytest.raises(PermissionDenied):
            publish(draft, user, previewed=draft.content_hash())
    assert not PolicyVersion.objects.published()


def test_published_version_never_changes(administrator: User) -> None:
    draft = PolicyVersion(document="terms", body="One.")
    draft.save_draft()
    other_tab = PolicyVersion.objects.get()
    publish(draft, administrator, previewed=draft.content_hash())
    with pytest.raises(AlreadyPublished):
        publish(other_tab, administrator, previewed=draft.content_hash())
    other_tab.body = "Changed."
    with pytest.raises(AlreadyPublished):
        other_tab.save_draft()
    assert list(PolicyVersion.objects.values_list("number", "body")) == [(1, "One.")]
    assert publish_version("Two.").number == 2


def test_document_has_one_draft() -> None:
    PolicyVersion(document="terms", body="One.").save_draft()
    PolicyVersion(document="rules", body="One.").save_draft()
    with pytest.raises(IntegrityError):
        PolicyVersion(document="terms", body="Two.").save_draft()


def test_versions_are_rendered_again() -> None:
    version = publish_version("Be *kind*.")
    PolicyVersion.objects.update(body_html="old", renderer_version=RENDERER_VERSION - 1)
    call_command("rerender", verbosity=0)
    version.refresh_from_db()
    assert version.body_html == "<p>Be <em>kind</em>.</p>" and version.number == 1


def test_query_count_does_not_grow_with_the_versions(
    guest_client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 4):
        for _ in range(count):
            publish_version()
        for url in ("", "versions/"):
            with django_assert_num_queries(1):
                guest_client.get(f"/terms/{url}")


def test_pages_link_to_the_documents(guest_client: Client) -> None:
    page = get_page(guest_client, "/stories/")
    assert all(f'href="/{key}/"' in page for key in DOCUMENTS)
    sitemap = get_page(guest_client, "/sitemap-policies-0.xml")
    assert "lastmod" not in sitemap and "/terms/</loc>" in sitemap
    publish_version()
    assert get_page(guest_client, "/sitemap-policies-0.xml").count("lastmod") == 2


def test_version_names_its_document() -> None:
    draft = PolicyVersion(document=TERMS.key, body="One.")
    assert str(draft) == "Terms, draft"
    assert str(publish_version()) == "Terms, version 1"
