"""Private feeds: whole chapters for one member, by a token of which only a hash is stored."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import PenName, Preferences, User
from serial.library import private_feeds
from serial.library.models import PrivateFeed
from serial.library.private_feeds import FeedTarget, create_private_feed
from serial.stories.choices import FeedText, TagKind
from serial.stories.models import Story, Tag
from serial.stories.tagging import set_tags
from tests.conftest import MakeChapter, MakeStory
from tests.reading.feeds.reading import content_of, links_of, read_feed

ACCOUNT = "/accounts/feeds/"


def url_of(user: User, target: FeedTarget | None = None) -> str:
    return f"/feeds/{create_private_feed(user, target or FeedTarget())}/"


def shown_url(page: bytes) -> str:
    (url,) = re.findall(r'value="http://testserver(/feeds/[^"]+)"', page.decode())
    return str(url)


@pytest.mark.parametrize("page", ["", "/stories/the-lamp/", "/by/anna/", "/tags/genre/horror/"])
def test_member_creates_a_feed_of_a_page(
    page: str, reader_client: Client, make_chapter: MakeChapter, story: Story
) -> None:
    make_chapter("Words " * 500 + "to the end.", title="One")
    set_tags(story, {TagKind.GENRE: ["Horror"]})
    Story.objects.update(visibility="members")
    url = shown_url(
        reader_client.post(ACCOUNT, {"page": page and f"http://testserver{page}"}).content
    )
    # Without the session of the member.
    (entry,) = read_feed(url).entries
    assert "to the end." in content_of(entry) and entry.link.endswith("/read/the-lamp/one/")
    assert url not in reader_client.get(ACCOUNT).content.decode()


def test_only_a_hash_of_the_token_is_stored(reader: User) -> None:
    token = create_private_feed(reader, FeedTarget())
    values = PrivateFeed.objects.values_list().get()
    assert len(token) >= 43 and token not in map(str, values)


def test_token_that_is_wrong_is_not_found(reader: User, make_chapter: MakeChapter) -> None:
    make_chapter()
    url = url_of(reader)
    hashed = PrivateFeed.objects.get().token_hash
    for wrong in (url[:-2] + "/", url.swapcase(), f"/feeds/{hashed}/", "/feeds/x/", "/feeds/%00/"):
        response = Client().get(wrong)
        assert response.status_code == 404 and b"<feed" not in response.content, wrong


def test_new_url_replaces_the_former_one(reader_client: Client, reader: User) -> None:
    former = url_of(reader)
    change = f"{ACCOUNT}{PrivateFeed.objects.get().pk}/change/"
    new = shown_url(reader_client.post(change, {"action": "rotate"}).content)
    assert Client().get(former).status_code == 404 and Client().get(new).status_code == 200


def test_revoked_feed_is_not_found(reader_client: Client, reader: User) -> None:
    url = url_of(reader)
    change = f"{ACCOUNT}{PrivateFeed.objects.get().pk}/change/"
    reader_client.post(change, {"action": "revoke"})
    assert Client().get(url).status_code == 404 and not PrivateFeed.objects.exists()


def test_nobody_changes_the_feed_of_another(author_client: Client, reader: User) -> None:
    url = url_of(reader)
    change = f"{ACCOUNT}{PrivateFeed.objects.get().pk}/change/"
    for action in ("rotate", "revoke"):
        assert author_client.post(change, {"action": action}).status_code == 404
        assert "/accounts/login/" in Client().post(change, {"action": action}).headers["Location"]
    assert Client().get(url).status_code == 200


def test_feed_is_private_and_not_listed(reader: User, make_chapter: MakeChapter) -> None:
    make_chapter()
    url = url_of(reader)
    response = Client().get(url)
    assert response.headers["Cache-Control"] == "private, no-cache" and not response.cookies
    assert "noindex" in response.headers["X-Robots-Tag"]
    again = Client().get(url, headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304 and again.headers["Cache-Control"] == "private, no-cache"


def test_page_with_a_token_is_not_stored(reader_client: Client, reader: User) -> None:
    assert "no-store" in reader_client.post(ACCOUNT, {"page": ""}).headers["Cache-Control"]


def test_access_is_asked_at_each_fetch(
    reader: User, make_chapter: MakeChapter, story: Story
) -> None:
    make_chapter()
    Story.objects.update(visibility="members")
    url = url_of(reader, FeedTarget(story=story))
    assert len(read_feed(url).entries) == 1
    Story.objects.update(visibility="draft")
    assert Client().get(url).status_code == 404
    Story.objects.update(visibility="members")
    User.objects.filter(pk=reader.pk).update(is_active=False)
    assert Client().get(url).status_code == 404


def test_authors_read_what_is_released(author: User, make_chapter: MakeChapter) -> None:
    make_chapter(title="Now")
    make_chapter(title="Later", release_in=timedelta(hours=2))
    make_chapter(title="Never", release_in=None)
    assert [entry.title for entry in read_feed(url_of(author)).entries] == [
        "The Lamp: Chapter 1: Now"
    ]


@pytest.mark.parametrize("allowed", FeedText.values)
def test_author_decides_on_the_text(allowed: str, reader: User, make_chapter: MakeChapter) -> None:
    make_chapter("Words " * 500 + "to the end.")
    Story.objects.update(feed_text=allowed)
    (entry,) = read_feed(url_of(reader)).entries
    assert ("to the end." in content_of(entry)) == (allowed != FeedText.OPENING)


def test_adult_story_is_there_for_whom_it_opens_without_asking(
    reader: User, author: User, make_chapter: MakeChapter
) -> None:
    make_chapter("Explicit words.")
    Story.objects.update(rating="explicit")
    url, url_of_author = url_of(reader), url_of(author)
    assert "Explicit words" not in Client().get(url).content.decode()
    assert "Explicit words" in Client().get(url_of_author).content.decode()
    Preferences.objects.create(user=reader, opens_adult_stories=True)
    assert "Explicit words" in Client().get(url).content.decode()


def test_pages_of_a_private_feed_keep_its_token(reader: User, make_chapter: MakeChapter) -> None:
    for _ in range(27):
        make_chapter()
    url = url_of(reader)
    links = links_of(read_feed(url))
    assert links["self"].endswith(url) and url in links["next"]
    assert len(read_feed(links["next"]).entries) == 2


def test_private_feed_has_another_id_than_the_public_one(
    reader: User, make_chapter: MakeChapter
) -> None:
    make_chapter()
    private, public = read_feed(url_of(reader)), read_feed("/feed/")
    assert private.feed.id != public.feed.id and private.entries[0].id == public.entries[0].id


@pytest.mark.parametrize(
    "page",
    [
        *("/about/", "/stories/nothing/", "/by/nobody/", "/tags/genre/none/", "x", "http://["),
        *("/desk/", "/stories/secret/", "javascript:alert(1)", "/read/the-lamp/"),
    ],
)
def test_page_that_has_no_feed_is_refused_and_comes_back(
    page: str, reader_client: Client, make_story: MakeStory
) -> None:
    make_story("Secret", visibility="draft")
    response = reader_client.post(ACCOUNT, {"page": page})
    assert response.status_code == 200 and not PrivateFeed.objects.exists()
    assert "This is not the page" in response.content.decode()
    assert response.context["form"]["page"].value() == page


def test_former_slugs_and_synonyms_lead_to_the_same_feed(
    reader_client: Client, story: Story
) -> None:
    set_tags(story, {TagKind.GENRE: ["Horror"]})
    main = Tag.objects.create(kind=TagKind.GENRE, name="Fear", slug="fear")
    Tag.objects.filter(slug="horror").update(synonym_of=main)
    story.save_with_slug("the-lantern")
    for page in ("/stories/the-lamp/", "/tags/genre/horror/"):
        reader_client.post(ACCOUNT, {"page": page})
    assert set(PrivateFeed.objects.values_list("story", "tag")) == {
        (story.pk, None),
        (None, main.pk),
    }


def test_member_has_each_feed_once(reader_client: Client, reader: User) -> None:
    url = url_of(reader)
    page = reader_client.post(ACCOUNT, {"page": ""}).content.decode()
    assert "You have a private feed of this already" in page
    assert PrivateFeed.objects.count() == 1 and Client().get(url).status_code == 200


def test_number_of_feeds_has_a_limit(
    reader_client: Client, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_feeds, "MAX_PRIVATE_FEEDS", 1)
    reader_client.post(ACCOUNT, {"page": ""})
    page = reader_client.post(ACCOUNT, {"page": "/stories/the-lamp/"}).content.decode()
    assert "which is the limit" in page and PrivateFeed.objects.count() == 1


def test_account_tells_nothing_of_what_the_member_may_no_longer_open(
    reader_client: Client, reader: User, story: Story
) -> None:
    url_of(reader, FeedTarget(story=story))
    url_of(reader, FeedTarget(pen_name=PenName.objects.get(slug="anna")))
    assert "The Lamp" in reader_client.get(ACCOUNT).content.decode()
    Story.objects.update(visibility="draft", title="A secret title")
    page = reader_client.get(ACCOUNT).content.decode()
    assert "secret title" not in page and "No longer available to you" in page


def test_story_for_members_leads_to_private_feeds(
    reader_client: Client, make_chapter: MakeChapter
) -> None:
    make_chapter()
    Story.objects.update(visibility="members")
    page = reader_client.get("/stories/the-lamp/").content.decode()
    link = "/accounts/feeds/?page=%2Fstories%2Fthe-lamp%2F"
    assert link in page and "/stories/the-lamp/feed/" not in page
    assert 'value="/stories/the-lamp/"' in reader_client.get(link).content.decode()


def test_query_counts_do_not_grow(
    reader: User,
    reader_client: Client,
    make_chapter: MakeChapter,
    make_story: MakeStory,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    url = url_of(reader)
    counts = []
    for number in range(2):
        make_chapter(f"![A lamp](/media/{number}.png)")
        url_of(reader, FeedTarget(story=make_story(f"Story {number}")))
        with django_assert_num_queries(6):
            Client().get(url)
        with CaptureQueriesContext(connection) as queries:
            reader_client.get(ACCOUNT)
        counts.append(len(queries))
    assert counts[0] == counts[1]
