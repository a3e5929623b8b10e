"""Members accept changed terms before they write. What they typed is not lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape
from selectolax.lexbor import LexborHTMLParser

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.policies.acceptance import record_acceptance
from serial.policies.documents import PRIVACY, RULES
from serial.policies.models import PolicyAcceptance
from serial.stories.models import Story
from tests.comments.conftest import form_of
from tests.conftest import client_of
from tests.desk.forms import open_form
from tests.policies.publishing import publish_version
from tests.reading.conftest import get_page

pytestmark = pytest.mark.django_db
# Browsers send it with each form.
ORIGIN = {"Origin": "http://testserver"}
NOTICE = "have changed. You can go on reading."
TEXT = 'One "quoted" line & <b>more</b>.\n\nA second paragraph.'


def fields_of(html: str) -> dict[str, str]:
    """Returns what the page that asks sends when its checkbox is checked."""
    form = LexborHTMLParser(html).css_first("form[data-acceptance]")
    assert form
    values = {}
    for field in form.css("input[name], textarea[name]"):
        name = str(field.attributes["name"])
        is_area = field.tag == "textarea"
        # HTML ignores the first line break of a textarea.
        text = re.sub(r"\A\n", "", field.text()) if is_area else field.attributes.get("value")
        values[name] = text or ""
    return values


def accepted_by(user: User) -> set[tuple[str, int]]:
    return set(PolicyAcceptance.objects.filter(user=user).values_list("document", "number"))


def write_url(chapter: Chapter) -> str:
    return f"{chapter.get_absolute_url()}comments/write/"


def test_comment_is_posted_with_the_acceptance(
    chapter: Chapter, reader: User, reader_client: Client
) -> None:
    publish_version("Stricter.", summary="No links to shops.")
    url = write_url(chapter)
    typed = form_of(reader_client, url, text=TEXT)
    asked = reader_client.post(url, typed, headers=ORIGIN)
    page = asked.content.decode()
    assert asked.status_code == 409 and "No links to shops." in page
    assert not Comment.objects.exists() and not accepted_by(reader)
    # The key of the form is nothing to read, and the page itself is the notice.
    assert "<textarea" in page and 'name="form_key" rows' not in page and NOTICE not in page
    sent = fields_of(page)
    assert {name: sent.get(name) for name in typed} == typed
    # Without the checkbox the page is shown again, with the text.
    refused = reader_client.post(url, {**sent, "accepted_policies": ""}, headers=ORIGIN)
    assert refused.status_code == 409 and escape(TEXT) in refused.content.decode()
    assert "Accept the terms and the content rules" in refused.content.decode()
    assert reader_client.post(url, sent, headers=ORIGIN).status_code == 302
    assert Comment.objects.get().body == TEXT
    assert accepted_by(reader) == {("terms", 1), ("rules", 0)}
    # Asked once: also not in the tab that still shows the question.
    again = form_of(reader_client, url, text="More.")
    assert reader_client.post(url, again).status_code == 302
    assert reader_client.post(url, sent, headers=ORIGIN).status_code == 302
    assert Comment.objects.count() == 2 and PolicyAcceptance.objects.count() == 2


def test_edited_comment_and_chapter_are_saved_with_the_acceptance(
    chapter: Chapter, author: User, author_client: Client
) -> None:
    write = write_url(chapter)
    author_client.post(write, form_of(author_client, write, text="First."))
    publish_version("Stricter.")
    edit = f"{chapter.get_absolute_url()}comments/1/edit/"
    asked = author_client.post(edit, {"text": TEXT}, headers=ORIGIN)
    author_client.post(edit, fields_of(asked.content.decode()))
    assert Comment.objects.get().body == TEXT

    publish_version("Stricter still.")
    change = f"/desk/chapters/chapter/{chapter.pk}/change/"
    typed = open_form(author_client, change) | {"body": TEXT}
    asked = author_client.post(change, typed, headers=ORIGIN)
    assert asked.status_code == 409
    chapter.refresh_from_db()
    assert chapter.body != TEXT
    assert author_client.post(change, fields_of(asked.content.decode())).status_code == 302
    chapter.refresh_from_db()
    assert chapter.body == TEXT and ("terms", 2) in accepted_by(author)


def test_terms_that_change_again_are_asked_again(
    chapter: Chapter, reader: User, reader_client: Client
) -> None:
    publish_version("One.")
    url = write_url(chapter)
    asked = reader_client.post(url, form_of(reader_client, url, text=TEXT), headers=ORIGIN)
    publish_version("Two.", RULES)
    late = reader_client.post(url, fields_of(asked.content.decode()), headers=ORIGIN)
    page = late.content.decode()
    assert late.status_code == 409 and "have just changed" in page and escape(TEXT) in page
    assert not accepted_by(reader)
    assert reader_client.post(url, fields_of(page)).status_code == 302


def test_files_that_cannot_be_kept_are_named(story: Story, author_client: Client) -> None:
    publish_version()
    change = f"/desk/stories/story/{story.pk}/appearance/"
    typed = open_form(author_client, change)
    picture = SimpleUploadedFile("lamp.png", b"not a picture")
    asked = author_client.post(change, {**typed, "cover": picture}, headers=ORIGIN)
    assert asked.status_code == 409 and "lamp.png" in asked.content.decode()


def test_reading_and_other_forms_are_not_stopped(
    chapter: Chapter, reader: User, reader_client: Client, author_client: Client
) -> None:
    write = write_url(chapter)
    reader_client.post(write, form_of(reader_client, write, text="Mine."))
    publish_version()
    comments = f"{chapter.get_absolute_url()}comments/"
    requests = [
        reader_client.get(chapter.get_absolute_url()),
        reader_client.get(write),
        reader_client.post(f"{comments}kudos/"),
        reader_client.post(f"{comments}1/action/", {"action": "delete"}),
        reader_client.post("/accounts/password/change/", {}),
        author_client.post("/desk/comments/pause/"),
        author_client.post(f"/desk/chapters/chapter/preview/?chapter={chapter.pk}", {"body": "x"}),
        Client().post(write, form_of(Client(), write, text="Good.", name="Gus")),
    ]
    assert {response.status_code for response in requests} <= {200, 302}
    assert "By posting you accept" in get_page(Client(), write)
    assert "By posting you accept" not in get_page(reader_client, write)


def test_notice_is_shown_until_the_member_accepts(
    chapter: Chapter, reader: User, reader_client: Client, author_client: Client
) -> None:
    pages = [*("/", "/about/", chapter.get_absolute_url(), "/accounts/"), "/stories/"]
    # Filled: the pages of members are cached.
    assert not any(NOTICE in get_page(reader_client, url) for url in pages)
    publish_version("Corrected.", is_material=False)
    publish_version("Only for information.", PRIVACY)
    assert not any(NOTICE in get_page(reader_client, url) for url in pages)
    publish_version("Stricter.")
    assert all(NOTICE in get_page(reader_client, url) for url in pages)
    assert NOTICE in get_page(author_client, "/desk/")
    assert not any(NOTICE in get_page(Client(), url) for url in pages[:3])
    page = reader_client.get("/accounts/policies/")
    value = page.context["form"].fields["accepted_policies"].widget.value()
    refused = reader_client.post("/accounts/policies/", {"accepted_policies": ""})
    assert refused.status_code == 200 and NOTICE in get_page(reader_client, "/")
    for _ in range(2):
        reader_client.post("/accounts/policies/", {"accepted_policies": value})
    assert accepted_by(reader) == {("terms", 2), ("rules", 0)}
    assert not any(NOTICE in get_page(reader_client, url) for url in pages)
    assert NOTICE in get_page(author_client, "/")
    assert "nothing to accept now" in get_page(reader_client, "/accounts/policies/")


def test_later_version_includes_the_earlier_ones(reader: User) -> None:
    for _ in range(3):
        publish_version()
    assert "What changed" not in get_page(client_of(reader), "/accounts/policies/")
    record_acceptance(reader.pk, {"terms": 1})
    client = client_of(reader)
    assert "/terms/versions/3/changes/?since=1" in get_page(client, "/accounts/policies/")
    record_acceptance(reader.pk, {"terms": 3})
    assert NOTICE not in get_page(client_of(reader), "/")


def test_member_needs_no_more_queries(reader: User, reader_client: Client) -> None:
    counts = []
    for _ in range(3):
        reader_client.get("/about/")
        with CaptureQueriesContext(connection) as queries:
            reader_client.get("/about/")
        counts.append(len(queries))
        publish_version()
    assert len(set(counts)) == 1
