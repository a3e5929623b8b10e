"""The page of notifications: what it says, where it leads, filters, marking, the bell."""

import re
from datetime import timedelta
from html import unescape

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.comments.moderating import hide
from serial.comments.muting import mute
from serial.comments.reactions import set_like
from serial.library.following import follow_story
from serial.library.models import Follow
from serial.moderation.choices import DecisionKind
from serial.notifications.models import Notification
from serial.notifications.unread import unread_count
from serial.notifications.writing.job import NOTIFICATIONS_JOB
from serial.reading.notifications.chapter_groups import MAX_SHOWN
from serial.reading.notifications.page import ROWS_PER_PAGE
from serial.stories.choices import Role
from serial.stories.crediting import add_credit
from serial.stories.models import Story
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory, pen_name_of
from tests.moderation.reviewing import decide_comment, make_rule, report_comment
from tests.shared_rows import shared_rows

URL, MARK = "/notifications/", "/notifications/read/"
HOUR = timedelta(hours=1)


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def open_page(client: Client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    assert "private" in response.headers["Cache-Control"]
    return str(response.content.decode().partition("<main")[2])


def items_of(page: str) -> list[str]:
    items = re.findall(
        r'<li class="notification[ "].*?</li>\s*(?=<li class="notif|</ol>\s*</sec)', page, re.S
    )
    return [words_of(item.partition('__body">')[2]) for item in items]


def bell_of(page: str) -> str:
    link = re.search(r'<a class="bar__link bell".*?</a>', page, re.S)
    assert link
    return words_of(link[0])


@shared_rows
def thread(make_comment: MakeComment) -> Comment:
    return make_comment("I liked this.")


@shared_rows
def followed(story: Story, reader: User, make_chapter: MakeChapter) -> Story:
    for number in range(1, 4):
        make_chapter(story=story, title=f"Part {number}", release_in=-HOUR / number)
    follow_story(reader, story)
    Follow.objects.update(created_at=timezone.now() - 2 * HOUR)
    return story


def test_new_chapters_of_a_story_stand_together(
    followed: Story, reader_client: Client, make_chapter: MakeChapter
) -> None:
    (item,) = items_of(open_page(reader_client))
    assert item.startswith(f"3 new chapters of {followed.title}")
    assert item.index("Part 1") < item.index("Part 2") < item.index("Part 3")
    for number in range(4, MAX_SHOWN + 3):
        make_chapter(story=followed, title=f"Part {number}", release_in=-HOUR / 20)
    (item,) = items_of(open_page(reader_client))
    assert f"Part {MAX_SHOWN}" in item and f"Part {MAX_SHOWN + 1}" not in item
    assert "and 2 more" in item


def test_opening_a_chapter_marks_it_and_those_before(
    followed: Story, reader_client: Client, reader: User
) -> None:
    second = Chapter.objects.get(title="Part 2")
    url = f"{URL}chapters/{second.pk}/"
    assert url in open_page(reader_client)
    assert reader_client.get(url, headers={"Sec-Purpose": "prefetch"}).status_code == 302
    assert items_of(open_page(reader_client))[0].startswith("3 new chapters")
    assert reader_client.get(url).headers["Location"] == second.get_absolute_url()
    new, read = items_of(open_page(reader_client))
    assert "Part 3" in new and "Part 2" not in new
    assert read.startswith("2 new chapters")


def test_every_kind_says_what_happened_and_leads_there(
    thread: Comment,
    make_comment: MakeComment,
    story: Story,
    author: User,
    other_author: User,
    moderator: User,
    other_author_client: Client,
    reader_client: Client,
) -> None:
    reply = make_comment("Me too.", by=other_author, parent=thread)
    make_comment("As @rosa said.", by=author)
    set_like(thread, author, given=True)
    report = report_comment(thread, other_author)
    decide_comment(make_comment("Hm."), DecisionKind.REJECT, moderator, rule=make_rule())
    hide(make_comment("Oh."), author)
    add_credit(story, pen_name_of(other_author), Role.CO_AUTHOR, by=author)
    decide_comment(thread, DecisionKind.DISMISS, moderator)
    NOTIFICATIONS_JOB.run({})
    items = items_of(open_page(reader_client))
    beginnings = [
        "otto replied to you",
        "anna mentioned you Author",
        "anna liked your comment Auth",
    ]
    beginnings += ["Your comment was rejected", "Your comment was hidden"]
    for beginning in beginnings:
        assert sum(item.startswith(beginning) for item in items) == 1, (beginning, items)
    assert any(f"Me too. {story.title}" in item for item in items)
    row = Notification.objects.get(key=f"reply:{reply.pk}")
    response = reader_client.get(f"{URL}{row.pk}/")
    assert response.headers["Location"] == reply.get_absolute_url()
    row.refresh_from_db()
    assert row.read_at is not None
    for row in Notification.objects.all():
        client = reader_client if row.user.username == "rosa" else other_author_client
        assert client.get(f"{URL}{row.pk}/", follow=True).status_code == 200
    items = items_of(open_page(other_author_client))
    assert any(item.startswith("otto is invited to be an author of") for item in items)
    assert any("Your report was looked at: Nothing was done" in item for item in items)
    assert report.uid


def test_replies_to_one_comment_stand_together_until_they_are_read(
    thread: Comment,
    make_comment: MakeComment,
    author: User,
    other_author: User,
    moderator: User,
    reader_client: Client,
) -> None:
    for by in (author, moderator, other_author):
        make_comment("Me too.", by=by, parent=thread)
    page = open_page(reader_client)
    (item,) = items_of(page)
    assert item.startswith("otto and 2 others replied to you")
    (url,) = re.findall(r'class="notification__title" href="([^"]+)"', page)
    reader_client.get(unescape(url))
    assert not Notification.objects.unread().exists()


def test_nobody_opens_or_marks_what_is_another_members(
    thread: Comment, make_comment: MakeComment, other_author: User, other_author_client: Client
) -> None:
    make_comment("Me too.", by=other_author, parent=thread)
    row = Notification.objects.get()
    assert other_author_client.get(f"{URL}{row.pk}/").status_code == 404
    assert other_author_client.post(MARK, {"row": row.pk}).status_code == 302
    assert Notification.objects.unread().exists()


def test_filters_and_marking(
    thread: Comment,
    followed: Story,
    make_comment: MakeComment,
    reader: User,
    other_author: User,
    reader_client: Client,
) -> None:
    for body in ("One @rosa.", "Two @rosa."):
        make_comment(body, by=other_author)
    assert len(items_of(open_page(reader_client))) == 3
    assert len(items_of(open_page(reader_client, "?show=stories"))) == 1
    assert len(items_of(open_page(reader_client, "?show=comments"))) == 2
    assert items_of(open_page(reader_client, "?show=decisions")) == []
    assert len(items_of(open_page(reader_client, "?show=nonsense"))) == 3
    assert "All 3 unread Stories 1 unread Comments 2 unread Decisions" in words_of(
        open_page(reader_client)
    )
    row = Notification.objects.latest("pk")
    response = reader_client.post(MARK, {"row": row.pk, "show": "comments"})
    assert response.headers["Location"] == f"{URL}?show=comments"
    assert unread_count(reader) == 2
    until = timezone.now().isoformat()
    reader_client.post(MARK, {"story": followed.pk, "until": until})
    assert unread_count(reader) == 1
    make_comment("Three @rosa.", by=other_author)
    reader_client.post(MARK, {"all": "yes", "until": until})
    assert unread_count(reader) == 1
    for odd in ({"row": "x"}, {"story": "9" * 30}, {"story": "0"}, {"all": "", "until": "2026-99"}):
        assert reader_client.post(MARK, odd).status_code == 302
    assert unread_count(reader) == 0
    assert "Mark all as read" not in open_page(reader_client)


def test_the_bell_says_how_many(
    thread: Comment,
    make_comment: MakeComment,
    reader: User,
    reader_client: Client,
    other_author: User,
    guest_client: Client,
) -> None:
    urls = ("/", thread.chapter.get_absolute_url(), "/stories/", "/accounts/", URL, "/no/")
    for url in urls:
        assert bell_of(reader_client.get(url).content.decode()) == "Notifications"
        assert (
            "bell"
            not in re.sub(
                r"<script.*?</script>", "", guest_client.get(url, follow=True).content.decode()
            ).partition("<main")[0]
        )
    make_comment("Me too.", by=other_author, parent=thread)
    for url in urls:
        assert bell_of(reader_client.get(url).content.decode()) == "Notifications 1 (1 unread)"
    mute(reader, other_author, "otto")
    assert bell_of(reader_client.get(urls[1]).content.decode()) == "Notifications"


def test_the_bell_costs_one_query(chapter: Chapter, reader_client: Client) -> None:
    url = chapter.get_absolute_url()
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            reader_client.get(url)
    assert sum("notifications_notification" in query["sql"] for query in queries) == 1


def test_queries_do_not_grow_with_the_rows(
    thread: Comment,
    followed: Story,
    make_comment: MakeComment,
    make_story: MakeStory,
    make_chapter: MakeChapter,
    author: User,
    reader: User,
    other_author: User,
    moderator: User,
    reader_client: Client,
) -> None:
    def add_rows(number: int) -> None:
        # Before the rate limit counts them.
        Comment.objects.update(posted_at=timezone.now() - HOUR)
        for by in (other_author, moderator):
            make_comment(f"No. {number} @rosa", by=by, parent=thread)
            make_comment(f"No. {number}, hm @rosa", by=by)
        liked, rejected = (make_comment(f"My {n} {number}") for n in range(2))
        # After a rejection, their comments are held.
        Comment.objects.filter(pk=liked.pk).update(state="published")
        set_like(liked, author, given=True)
        decide_comment(rejected, DecisionKind.REJECT, moderator, rule=make_rule())
        hide(make_comment(f"Oh {number}"), author)
        other = make_story(f"Story {number}")
        follow_story(reader, other)
        make_chapter(story=other, title="New", release_in=-HOUR / 20)
        Follow.objects.update(created_at=timezone.now() - 2 * HOUR)
        NOTIFICATIONS_JOB.run({})

    def query_count() -> int:
        open_page(reader_client)
        with CaptureQueriesContext(connection) as queries:
            open_page(reader_client)
        return len(queries)

    add_rows(0)
    before = query_count()
    for number in range(1, 4):
        add_rows(number)
    assert query_count() == before


def test_older_ones_are_on_further_pages(
    thread: Comment, make_comment: MakeComment, reader: User, reader_client: Client, followed: Story
) -> None:
    comment = make_comment("As @rosa said.", by=None)
    Comment.objects.filter(pk=comment.pk).update(state="published")
    rows = [
        Notification(user=reader, kind="reply", key=f"x{number}", comment=comment)
        for number in range(ROWS_PER_PAGE + 3)
    ]
    Notification.objects.bulk_create(rows)
    assert "?page=2" in open_page(reader_client)
    # Groups of chapters are on the first page only.
    assert "new chapters" not in open_page(reader_client, "?page=2")


def test_an_empty_page_says_what_will_be_there(reader: User, reader_client: Client) -> None:
    assert "Follow a story or an author" in words_of(open_page(reader_client))
    assert "Find a story" in open_page(reader_client)
