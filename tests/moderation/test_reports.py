"""Everybody can report what they can open, and hears what came of it."""

from pathlib import Path
from typing import Any

from django.core import mail
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import MemberProfile, User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Report, ReviewItem
from serial.moderation.reporting import ADDITIONS, MEMBER_LIMITS
from serial.stories.models import Story
from serial.web.public_forms.submission import LIMITS
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, client_of
from tests.images.pictures import picture
from tests.moderation.reviewing import decide_comment, item_of, make_rule, report_comment
from tests.public_forms import open_public_form, send_public_form
from tests.shared_rows import shared_rows

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@shared_rows
def comment(make_comment: MakeComment) -> Comment:
    return make_comment()


def report_url(comment: Comment) -> str:
    return f"/report/comment/{comment.pk}/"


def send_as_guest(url: str, typed: dict[str, Any]) -> Any:
    return send_public_form(url, **typed)


def send_as(user: User, url: str, **typed: str) -> Any:
    client = client_of(user)
    fields = open_public_form(url, client)
    return client.post(url, {**fields, **typed}, headers=SAME_ORIGIN)


def text_of(url: str, client: Client | None = None) -> str:
    return (client or Client()).get(url).content.decode()


def test_guest_reports_a_comment_and_sees_the_outcome(comment: Comment, moderator: User) -> None:
    page = text_of(report_url(comment))
    assert comment.body in page and "A spoiler" in page
    response = send_public_form(report_url(comment), reason="spam", words="An offer.")
    report = Report.objects.get()
    assert (report.item, report.reporter, report.words) == (item_of(comment), None, "An offer.")
    assert report.ip_hash and not response.cookies
    assert item_of(comment).is_reported
    url = response.headers["Location"]
    assert str(report.uid) in url and "Report received" in text_of(url)
    assert f'<a href="{comment.story.get_absolute_url()}"' in text_of(url)
    decide_comment(comment, DecisionKind.HIDE, moderator, rule=make_rule())
    page = text_of(url)
    assert "A moderator agreed" in page and "mona" not in page
    assert "private" in Client().get(url).headers["Cache-Control"]
    comment.story.soft_delete()
    assert comment.story.title not in text_of(url)


def page_after(response: Any) -> str:
    """What a form leads to, or responds with."""
    if response.status_code == 302:
        return text_of(response.headers["Location"])
    page: str = response.content.decode()
    return page


def test_guests_on_one_network_do_not_read_each_other(comment: Comment) -> None:
    sent: dict[str, Any] = {"reason": "illegal", "law": "Of May.", "is_stated_true": "on"}
    first = send_as_guest(report_url(comment), {**sent, "name": "Gus", "email": "gus@example.org"})
    typed = {**sent, "law": "Of June.", "name": "Gina", "email": "gina@example.org"}
    second = send_as_guest(report_url(comment), typed)
    report = Report.objects.get()
    assert (report.name, report.email) == ("Gus", "gus@example.org")
    assert "Of May." in report.words and "Of June." in report.words
    page = second.content.decode()
    assert "already reported this" in page and str(report.uid) not in page
    state = page_after(first)
    assert "Of May." not in state and "Of June." not in state


def test_second_report_is_added_to_the_first(comment: Comment, reader: User, author: User) -> None:
    comment = Comment.objects.get(pk=comment.pk)
    url = report_url(comment)
    for user in (author, None, author, None):
        sent = {"reason": "spam", "words": f"Seen by {user}."}
        response = send_as(user, url, **sent) if user else send_as_guest(url, sent)
        is_added = "already reported this" in page_after(response)
        assert is_added == (Report.objects.exclude(added_at=None).exists())
    assert Report.objects.count() == 2 and item_of(comment).open_report_count == 2
    response = send_as(author, url, reason="hate", words="And hate.")
    report = Report.objects.get(reporter=author)
    assert (report.reason, report.words) == ("hate", "Seen by anna.\n\nAnd hate.")
    assert report.added_at is not None


def test_judged_report_is_open_again_only_with_something_new(
    comment: Comment, author: User, moderator: User
) -> None:
    url = report_url(comment)
    send_as(author, url, reason="spam")
    decide_comment(comment, DecisionKind.APPROVE, moderator)
    send_as(author, url, reason="spam", words="Really.")
    report = Report.objects.get()
    assert (report.outcome, item_of(comment).is_reported) == ("dismissed", False)
    send_as(author, url, reason="hate")
    report.refresh_from_db()
    assert (report.outcome, item_of(comment).is_reported) == ("open", True)


def test_threat_and_self_harm_are_urgent(comment: Comment) -> None:
    send_public_form(report_url(comment), reason="spam")
    assert not item_of(comment).is_urgent
    send_public_form(report_url(comment), reason="self-harm")
    assert item_of(comment).is_urgent
    # A weaker reason does not take the urgency away.
    send_public_form(report_url(comment), reason="spam")
    assert item_of(comment).is_urgent


def test_report_asks_for_what_its_reason_needs(comment: Comment) -> None:
    url = report_url(comment)
    for typed in ({}, {"reason": "other"}, {"reason": "illegal", "law": "Libel."}):
        response = send_as_guest(url, typed)
        assert response.status_code == 422 and "There is a problem" in response.content.decode()
    assert not Report.objects.exists()
    law = {"reason": "illegal", "law": "Libel.", "words": "See above.", "is_stated_true": "on"}
    response = send_as_guest(url, {**law, "name": "Nora", "email": "nora@example.org"})
    report = Report.objects.get()
    assert (report.words, report.name, report.is_stated_true) == (
        "Libel.\n\nSee above.",
        "Nora",
        True,
    )
    [email] = mail.outbox
    assert email.to == ["nora@example.org"]
    assert response.headers["Location"] in str(email.body)


def test_copyright_of_a_chapter_leads_to_its_own_form(chapter: Chapter, comment: Comment) -> None:
    url = f"/report/chapter/{chapter.pk}/"
    location = send_public_form(url, reason="copyright").headers["Location"]
    assert location.startswith("/report/copyright/?url=") and not Report.objects.exists()
    assert chapter.get_absolute_url() in text_of(location)
    send_public_form(report_url(comment), reason="copyright")
    assert Report.objects.get().reason == "copyright"


def test_members_find_their_reports_in_the_account(
    comment: Comment,
    make_comment: MakeComment,
    author: User,
    reader: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    send_as(author, report_url(comment), reason="hate")
    # Another site cannot report in a member's name.
    client = client_of(author)
    fields = {**open_public_form(report_url(comment), client), "reason": "spam"}
    client.post(report_url(comment), fields, headers={"Origin": "https://evil.example"})
    assert Report.objects.filter(reporter=author).count() == 1
    with CaptureQueriesContext(connection) as captured:
        assert "Comment: Hate" in text_of("/accounts/reports/", client_of(author))
    for number in range(3):
        report_comment(make_comment(f"More {number}."), author)
    with django_assert_num_queries(len(captured)):
        page = text_of("/accounts/reports/", client_of(author))
    assert "Comment: Spam" in page and comment.story.title in page
    assert "Comment: Hate" not in text_of("/accounts/reports/", client_of(reader))


def test_reports_are_limited(make_chapter: MakeChapter, reader: User) -> None:
    per_guest, per_member = min(LIMITS.values()), min(MEMBER_LIMITS.values())
    chapters = [make_chapter() for _ in range(per_guest + 1)]
    urls = [f"/report/chapter/{chapter.pk}/" for chapter in chapters]
    statuses = [send_public_form(url, reason="spam").status_code for url in urls]
    assert statuses == [302] * per_guest + [429]
    others = ReviewItem.objects.create(kind="story", story=chapters[0].story, status="decided")
    # A member's reports are counted by their account, and may be more.
    Report.objects.bulk_create(
        Report(item=others, reason="spam", ip_hash=str(n)) for n in range(per_member)
    )
    assert send_as(reader, urls[0], reason="spam").status_code == 302


def test_only_what_the_visitor_can_open_is_found(
    chapter: Chapter, comment: Comment, story: Story, author: User, moderator: User, media: Path
) -> None:
    MemberProfile.objects.create(user=author, is_public=False)
    profile = MemberProfile.objects.get()
    pen_name = author.pen_names.get()
    urls = {
        "comment": report_url(comment),
        "chapter": f"/report/chapter/{chapter.pk}/",
        "story": f"/report/story/{story.pk}/",
        "pen_name": f"/report/pen_name/{pen_name.pk}/",
    }
    assert {Client().get(url).status_code for url in urls.values()} == {200}
    Story.objects.update(visibility="draft")
    pen_name.taken_down_for = "rules"
    pen_name.save()
    hidden = [*urls.values(), f"/report/profile/{profile.pk}/", f"/report/image/{story.pk}/"]
    hidden += ["/report/image/people/1.png/", f"/report/user/{author.pk}/", "/report/story/9999/"]
    assert {Client().get(url).status_code for url in hidden} == {404}
    MemberProfile.objects.update(is_public=True)
    assert Client().get(f"/report/profile/{profile.pk}/").status_code == 200


def test_additions_to_a_report_are_limited(comment: Comment, author: User) -> None:
    url, first = report_url(comment), {"reason": "spam"}
    statuses = [send_as(author, url, **first).status_code for _ in range(ADDITIONS.units + 2)]
    assert statuses == [302] * (ADDITIONS.units + 1) + [429]


def test_held_comment_is_not_found(comment: Comment, moderator: User) -> None:
    decide_comment(comment, DecisionKind.HOLD, moderator)
    assert Client().get(report_url(comment)).status_code == 404


def test_pictures_are_reported_from_the_page_that_shows_them(
    make_chapter: MakeChapter, story: Story, media: Path, settings: Settings, author: User
) -> None:
    chapter = make_chapter("A map. ![Map](/media/pictures/2026/01/map.png)")
    story.cover.save("cover.png", ContentFile(picture("PNG")))
    names = {
        f"/report/story/{story.pk}/": (f"/report/image/{story.cover}/", "covers/"),
        f"/report/chapter/{chapter.pk}/": (
            f"/report/image/pictures/2026/01/map.png/?chapter={chapter.pk}",
            "pictures/",
        ),
    }
    for page, (url, folder) in names.items():
        assert f'href="{url}"' in text_of(page)
        send_public_form(url, reason="hate")
        item = ReviewItem.objects.get(image__startswith=folder)
        assert (item.on_story, item.member) == (story, author)
    assert Client().get("/report/image/pictures/2026/01/map.png/").status_code == 404


def test_every_page_links_to_its_report(
    chapter: Chapter, comment: Comment, author: User, reader: User
) -> None:
    MemberProfile.objects.create(user=reader, is_public=True)
    pen_name = author.pen_names.get()
    links = {
        chapter.story.get_absolute_url(): f"story/{chapter.story_id}",
        chapter.get_absolute_url(): f"chapter/{chapter.pk}",
        comment.get_absolute_url(): f"comment/{comment.pk}",
        pen_name.get_absolute_url(): f"pen_name/{pen_name.pk}",
        "/members/rosa/": f"profile/{reader.profile.pk}",
    }
    for page, path in links.items():
        assert f'href="/report/{path}/"' in text_of(page), page
    assert "/report/comment/" not in text_of(comment.get_absolute_url(), client_of(reader))
