"""The form of an announcement: drafts, the preview, publishing, and two tabs."""

from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from serial.library.following import follow_author, follow_story
from serial.moderation.choices import SanctionKind
from serial.moderation.models import Decision, ReviewItem, Sanction
from serial.stories.announcing import AnnouncementText, create_announcement, delete_announcement
from serial.stories.models import Announcement, Story
from tests.conftest import pen_name_of

VALUES = {"title": "A paperback", "body": "It is *printed*.", "based_on": "1"}


@pytest.fixture
def pages(story: Story) -> str:
    return f"/desk/stories/story/{story.pk}/announcements/"


@pytest.fixture
def draft(story: Story, author: User) -> Announcement:
    return create_announcement(story, AnnouncementText("News", "Soon."), author)


def send(client: Client, url: str, button: str, **values: str) -> str:
    response = client.post(url, VALUES | values | {button: "1"}, follow=True)
    return response.content.decode()


def test_a_draft_is_saved_and_published_later(author_client: Client, pages: str) -> None:
    key = {"form_key": str(uuid4())}
    page = send(author_client, f"{pages}add/", "save", **key)
    draft = Announcement.objects.get()
    assert "Draft saved." in page and not draft.is_published()
    page = send(author_client, f"{pages}{draft.pk}/", "publish")
    draft.refresh_from_db()
    assert "Published." in page and draft.is_published()
    # The list offers to undo it.
    assert 'value="revert"' in page


def test_the_first_button_of_the_form_does_not_publish(author_client: Client, pages: str) -> None:
    """Enter in the title presses it."""
    page = author_client.get(f"{pages}add/").content.decode()
    form = page[page.index("announcement-heading") :]
    assert form.index('name="save"') < form.index('name="publish"')


def test_the_preview_shows_what_readers_see_and_saves_nothing(
    author_client: Client, pages: str
) -> None:
    page = send(author_client, f"{pages}add/", "preview", body="*So* <script>alert(1)</script>")
    assert "<em>So</em>" in page and "<script>alert" not in page
    # What was typed is in the form.
    assert "*So* &lt;script&gt;" in page
    assert not Announcement.objects.exists()


def test_the_preview_of_a_published_one_does_not_change_it(
    author_client: Client, pages: str, draft: Announcement
) -> None:
    send(author_client, f"{pages}{draft.pk}/", "publish")
    page = send(author_client, f"{pages}{draft.pk}/", "preview", body="Other", based_on="2")
    draft.refresh_from_db()
    assert "Other" in page and draft.body == "It is *printed*."


def test_it_says_how_many_are_told_and_that_emails_stay_sent(
    author_client: Client, author: User, reader: User, other_author: User, story: Story, pages: str
) -> None:
    text = author_client.get(f"{pages}add/").content.decode()
    assert "Nobody follows this story yet" in text and "emails that were sent stay sent" in text
    # Who follows both is told once.
    follow_story(reader, story)
    follow_author(reader, pen_name_of(author))
    follow_author(other_author, pen_name_of(author))
    text = author_client.get(f"{pages}add/").content.decode()
    assert "2 followers will be told" in text
    page = send(author_client, f"{pages}add/", "publish")
    assert "2 followers are told of it." in page


def test_on_a_draft_story_it_says_that_nobody_sees_it(
    author_client: Client, story: Story, pages: str
) -> None:
    Story.objects.update(visibility="draft")
    assert "The story is a draft: nobody sees" in author_client.get(f"{pages}add/").content.decode()
    page = send(author_client, f"{pages}add/", "publish")
    assert "Readers see it once the story is public." in page


def test_a_text_from_an_older_tab_is_refused_and_comes_back_beside_the_newer(
    author_client: Client, pages: str, draft: Announcement
) -> None:
    url = f"{pages}{draft.pk}/"
    send(author_client, url, "save", body="From the other tab.")
    page = send(author_client, url, "publish", body="From this tab.")
    draft.refresh_from_db()
    assert draft.body == "From the other tab." and not draft.is_published()
    assert "From this tab." in page and "From the other tab." in page
    assert 'name="based_on" value="2"' in page
    # Saving again replaces it.
    send(author_client, url, "save", body="From this tab.", based_on="2")
    draft.refresh_from_db()
    assert draft.body == "From this tab."


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"title": "\u200b"},
        {"title": "x" * 151},
        {"body": ""},
        {"body": " \n\u200b"},
        {"body": "x" * 10_001},
        {"based_on": "no"},
        {"based_on": "-1"},
        {"form_key": "no"},
    ],
)
def test_what_is_wrong_comes_back(
    author_client: Client, pages: str, draft: Announcement, values: dict[str, str]
) -> None:
    kept = {"body": "Typed words."} | values
    response = author_client.post(f"{pages}{draft.pk}/", VALUES | kept | {"publish": "1"})
    page = response.content.decode()
    assert response.status_code == 422 and 'role="alert"' in page
    assert kept["body"].strip() in page
    draft.refresh_from_db()
    assert draft.body == "Soon." and not draft.is_published()


def test_what_was_typed_into_a_deleted_one_comes_back(
    author_client: Client, author: User, pages: str, draft: Announcement
) -> None:
    delete_announcement(draft, author)
    url = f"{pages}{draft.pk}/"
    assert author_client.get(url).status_code == 404
    response = author_client.post(url, VALUES | {"save": "1"})
    page = response.content.decode()
    assert "This announcement is deleted." in page and "It is *printed*." in page


def test_a_form_sent_twice_makes_one(author_client: Client, pages: str) -> None:
    key = str(uuid4())
    for _time in range(2):
        send(author_client, f"{pages}add/", "publish", form_key=key)
    assert Announcement.objects.count() == 1


def test_other_authors_and_readers_do_not_reach_it(
    other_author_client: Client, reader_client: Client, pages: str, draft: Announcement
) -> None:
    for page in ("", "add/", f"{draft.pk}/"):
        assert other_author_client.get(pages + page).status_code == 404
        assert reader_client.get(pages + page).status_code == 403
        data = VALUES | {"publish": "1", "action": "publish_announcement"}
        assert other_author_client.post(pages + page, data).status_code == 404
    draft.refresh_from_db()
    assert not draft.is_published()


def test_a_banned_author_gets_the_text_back_and_publishes_nothing(
    author_client: Client, author: User, moderator: User, pages: str, draft: Announcement
) -> None:
    item = ReviewItem.objects.create(
        kind="story", story=draft.story, member=author, status="decided"
    )
    decision = Decision.objects.create(item=item, kind="sanction", by=moderator, member=author)
    Sanction.objects.create(member=author, kind=SanctionKind.BANNED, decision=decision)
    for url in (f"{pages}add/", f"{pages}{draft.pk}/"):
        typed = VALUES | {"body": "It is *printed*.\n\nIn spring.", "publish": "1"}
        response = author_client.post(url, typed, headers={"Sec-Fetch-Site": "same-origin"})
        assert response.status_code == 403 and "It is *printed*." in response.content.decode()
    data = {"announcement": draft.pk, "action": "publish_announcement"}
    assert author_client.post(pages, data).status_code == 403
    assert Announcement.objects.get().body == "Soon." and not Announcement.objects.published()
    # What is public can still be taken back.
    data["action"] = "revert"
    assert author_client.post(pages, data).status_code == 302
