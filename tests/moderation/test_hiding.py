"""What a moderator hides is seen by its author only; others get 404, or 451 for a legal order."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from accounts.models import MemberProfile, User
from accounts.takedown_reasons import TakedownReason
from serial.chapters.models import Chapter
from serial.comments.changes.base import ActionRefused
from serial.comments.models import Discussion
from serial.moderation.choices import DecisionKind
from serial.moderation.deciding import Ruling, Seen, decide, undo
from serial.moderation.models import Decision, Rule
from serial.moderation.pictures_in_texts import replace_hidden_pictures
from serial.moderation.review.items import item_for
from serial.moderation.subjects.announcements import AnnouncementSubject
from serial.moderation.subjects.base import Subject
from serial.moderation.subjects.chapters import ChapterSubject
from serial.moderation.subjects.images import ImageSubject
from serial.moderation.subjects.people import PenNameSubject, ProfileSubject
from serial.moderation.subjects.registry import load_subject
from serial.moderation.subjects.stories import StorySubject
from serial.stories.announcing import (
    AnnouncementText,
    create_announcement,
    publish_announcement,
)
from serial.stories.covers import draw_cover
from serial.stories.models import Story
from tests.conftest import client_of
from tests.images.pictures import picture
from tests.rolling_back import try_each
from tests.sampling import in_turns

REASONS = ("rules", "legal-order")
# An odd number: in turns both reasons are tried, each for other things. Announcements:
# tests/reading/announcements/test_hiding.py.
HIDDEN_THINGS = ("story", "chapter", "pen name", "profile", "image")
PICTURE = "pictures/2026/01/a.png"


def ruling(kind: DecisionKind, **value: object) -> Ruling:
    return Ruling(kind=kind, rule=Rule.objects.first(), words="Look again.", value=value)


def decide_on(subject: Subject, kind: DecisionKind, by: User, **value: object) -> Decision:
    item = item_for(subject)
    seen = Seen(item.version, load_subject(item).revision())
    return decide(item.pk, ruling(kind, **value), by, seen)


@pytest.fixture
def pages(chapter: Chapter, author: User, media: Path) -> dict[str, tuple[Subject, list[str]]]:
    """What can be hidden, and what is hidden with it."""
    story, pen_name = chapter.story, author.pen_names.get()
    story.cover.save("cover.png", ContentFile(picture("PNG")))
    pen_name.picture.save("anna.png", ContentFile(picture("PNG")))
    profile = MemberProfile(user=author, is_public=True)
    profile.picture.save("me.png", ContentFile(picture("PNG")))
    default_storage.save(PICTURE, ContentFile(picture("PNG")))
    text = AnnouncementText("News", "A paperback.")
    news = publish_announcement(create_announcement(story, text, author), author)
    author_url, story_url = pen_name.get_absolute_url(), story.get_absolute_url()
    return {
        "story": (
            StorySubject(story),
            [story_url, f"{story_url}feed/", chapter.get_absolute_url(), f"/media/{story.cover}"],
        ),
        "announcement": (AnnouncementSubject(news), [news.get_absolute_url()]),
        "chapter": (ChapterSubject(chapter), [chapter.get_absolute_url()]),
        "pen name": (
            PenNameSubject(pen_name),
            [author_url, f"{author_url}feed/", f"/media/{pen_name.picture}"],
        ),
        "profile": (ProfileSubject(profile), ["/members/anna/", f"/media/{profile.picture}"]),
        "image": (ImageSubject(PICTURE, story.pk, author.pk), [f"/media/{PICTURE}"]),
    }


@pytest.mark.sweep
@try_each("reason, name", in_turns(list(product(REASONS, HIDDEN_THINGS)), 0, 2))
def test_author_sees_what_is_hidden_from_others(
    pages: dict[str, tuple[Subject, list[str]]],
    author: User,
    moderator: User,
    reader: User,
    name: str,
    reason: str,
) -> None:
    subject, urls = pages[name]
    others = (Client(), client_of(reader))
    # Pages and pictures are in the caches now.
    assert {client.get(url).status_code for client in others for url in urls} == {200}
    hidden = decide_on(subject, DecisionKind.HIDE, moderator, reason=reason)
    status = 451 if reason == "legal-order" else 404
    for client in others:
        assert [client.get(url).status_code for url in urls] == [status] * len(urls), name
    # Feeds are the same for everybody.
    own = [url for url in urls if not url.endswith("/feed/")]
    responses: Any = [client_of(author).get(url) for url in own]
    assert {response.status_code for response in responses} == {200}, name
    pages_of_author = [response for response in responses if "html" in response["Content-Type"]]
    assert all("Read why, and how to appeal" in one.content.decode() for one in pages_of_author)
    assert all("public" not in response.headers["Cache-Control"] for response in responses)
    undo(hidden.pk, moderator)
    assert {client.get(url).status_code for client in others for url in urls} == {200}


def test_hidden_thing_is_restored_by_another_decision(
    pages: dict[str, tuple[Subject, list[str]]], moderator: User, author: User
) -> None:
    for subject, urls in pages.values():
        with pytest.raises(PermissionDenied):
            decide_on(subject, DecisionKind.HIDE, author)
        hidden = decide_on(subject, DecisionKind.HIDE, moderator)
        decide_on(subject, DecisionKind.HIDE, moderator, reason=TakedownReason.LEGAL_ORDER)
        with pytest.raises(ActionRefused):
            undo(hidden.pk, moderator)
        restored = decide_on(subject, DecisionKind.RESTORE, moderator)
        assert Client().get(urls[0]).status_code == 200
        undo(restored.pk, moderator)
        assert Client().get(urls[0]).status_code == 451
        decide_on(subject, DecisionKind.RESTORE, moderator)


def test_restoring_is_offered_only_for_what_is_hidden(
    pages: dict[str, tuple[Subject, list[str]]], moderator: User, moderator_client: Client
) -> None:
    for name, (subject, _urls) in pages.items():
        url = f"/moderation/items/{item_for(subject).pk}/"

        def is_offered(url: str = url) -> bool:
            button = moderator_client.get(url).content.decode().partition('value="restore"')[2]
            return "disabled" not in button.partition(">")[0]

        assert not is_offered(), name
        # A page that is old, or a form that was made by hand.
        with pytest.raises(ActionRefused):
            decide_on(subject, DecisionKind.RESTORE, moderator)
        decide_on(subject, DecisionKind.HIDE, moderator)
        assert is_offered(), name
        decide_on(subject, DecisionKind.RESTORE, moderator)
        assert not is_offered(), name


def test_hidden_cover_and_portrait_are_taken_off_their_pages(
    pages: dict[str, tuple[Subject, list[str]]],
    author: User,
    moderator: User,
    story: Story,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    story.refresh_from_db()
    draw_cover(story)
    pen_name = author.pen_names.get()
    names = {story.get_absolute_url(): story.cover.name, pen_name.get_absolute_url(): ""}
    names[pen_name.get_absolute_url()] = pen_name.picture.name
    reduced = f"/media/{story.cover_links().url.partition('/media/')[2]}"
    assert "-picture.jpg" in reduced
    for url, name in names.items():
        # The cover is shown in a reduced size, the portrait as it is.
        shown = reduced if "stories" in url else f"/media/{name}"
        assert shown in Client().get(url).content.decode()
        subject = ImageSubject(str(name), None, author.pk)
        with django_capture_on_commit_callbacks(execute=True):
            hidden = decide_on(subject, DecisionKind.HIDE, moderator)
        assert shown not in Client().get(url).content.decode()
        for path in {shown, f"/media/{name}"}:
            assert Client().get(path).status_code == 404, path
        assert client_of(author).get(f"/media/{name}").status_code == 200
        undo(hidden.pk, moderator)
        assert shown in Client().get(url).content.decode()
        assert Client().get(shown).status_code == 200


def test_hidden_picture_in_a_text_is_replaced_by_a_sentence(
    chapter: Chapter,
    author: User,
    moderator: User,
    reader: User,
    media: Path,
    django_assert_num_queries: Any,
) -> None:
    default_storage.save(PICTURE, ContentFile(picture("PNG")))
    picture_html = f'<img src="/media/{PICTURE}" alt="A lamp" width="9" height="9">'
    html = f"<p>See {picture_html} this.</p>"
    story, pen_name = chapter.story, author.pen_names.get()
    body = chapter.body_html.replace("</p>", f" See {picture_html} this.</p>", 1)
    Chapter.objects.update(body_html=body, note_after_html=html)
    Story.objects.update(summary_html=html)
    author.pen_names.update(biography_html=html)
    MemberProfile.objects.create(user=author, is_public=True, about_html=html)
    pages = [chapter.get_absolute_url(), f"/read/{story.slug}/", story.get_absolute_url()]
    pages += [pen_name.get_absolute_url(), "/members/anna/"]
    removed = '<span class="removed-picture">Picture removed</span>'
    source = f'src="/media/{PICTURE}"'
    reading = {url: Client().get(url).content.decode() for url in pages}
    assert all(source in page for page in reading.values())
    subject = ImageSubject(PICTURE, story.pk, author.pk)
    hidden = decide_on(subject, DecisionKind.HIDE, moderator)
    for client in (Client(), client_of(reader)):
        for url in pages:
            page = client.get(url).content.decode()
            assert source not in page and f"See {removed} this.</p>" in page, url
    link = f'Picture removed <a href="/accounts/decisions/{hidden.pk}/">'
    for url in pages:
        page = client_of(author).get(url).content.decode()
        assert source in page and link in page, url
        page = client_of(moderator).get(url).content.decode()
        assert source in page and removed in page and link not in page, url
    for url in (f"{story.get_absolute_url()}feed/", f"{chapter.get_absolute_url()}comments/on/1/"):
        page = Client().get(url).content.decode()
        assert source not in page and "this." in page, url
    undo(hidden.pk, moderator)
    assert {url: Client().get(url).content.decode() for url in pages} == reading
    with django_assert_num_queries(0):
        replace_hidden_pictures([Chapter(body_html="<p>No pictures.</p>")], author, "body_html")


def test_rating_and_warnings_are_corrected_and_undone(story: Story, moderator: User) -> None:
    Story.objects.update(rating="general", warnings=["none"])
    subject = StorySubject(Story.objects.get())
    value: dict[str, object] = {"rating": "mature", "warnings": ["violence"]}
    corrected = decide_on(subject, DecisionKind.CORRECT, moderator, **value)
    assert Story.objects.filter(**value).exists()
    for wrong in ({"rating": "poor"}, {"warnings": ["none", "violence"]}):
        with pytest.raises(ActionRefused):
            decide_on(subject, DecisionKind.CORRECT, moderator, **wrong)
    undo(corrected.pk, moderator)
    assert Story.objects.filter(rating="general", warnings=["none"]).exists()


def accepts_comments(chapter: Chapter) -> bool:
    page = Client().get(chapter.get_absolute_url()).content.decode()
    return "Write a comment" in page


@try_each("make", [lambda chapter: StorySubject(chapter.story), ChapterSubject])
def test_comments_are_closed_and_opened_again(
    chapter: Chapter, moderator: User, make: Callable[[Chapter], Subject]
) -> None:
    assert accepts_comments(chapter)
    closed = decide_on(make(chapter), DecisionKind.CLOSE_COMMENTS, moderator)
    assert closed.action is not None and not accepts_comments(chapter)
    undo(closed.pk, moderator)
    assert accepts_comments(chapter)
    assert Discussion.objects.filter(closed_at__isnull=False).count() == 0
