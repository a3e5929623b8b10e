"""Comments in WordPress's export become comments of the imported chapters, once and silently."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.chapters.releases.releasing import release_now
from serial.comments.counters import COUNTERS, count_from_rows, has_author_reply
from serial.comments.importing import import_comments, prepare_comment
from serial.comments.models import Comment, Discussion
from serial.comments.moderating import hide
from serial.jobs.models import Job
from serial.manuscripts.importing import running
from serial.manuscripts.importing.report import reader_comments
from serial.manuscripts.importing.running import run_import
from serial.manuscripts.importing.starting import start_import, undo_import
from serial.manuscripts.models import Manuscript, ManuscriptImport
from serial.notifications.models import Notification
from serial.stories.models import Credit, Story
from tests.comments.conftest import MakeComment, make_comment
from tests.manuscripts.conftest import Upload, work
from tests.manuscripts.test_wordpress import HEAD, WREN, comment, item, write_export

COMMENTS = (
    comment(11, "First!", date_gmt="2024-05-01 10:00:00"),
    comment(12, "Thank you.", name="Wren", parent=11, user_id="3", date_gmt="2024-05-02 10:00:00"),
    comment(
        13, "@wren <script>alert(1)</script>Ah<br>so &amp; <a href='http://x.example'>there</a>"
    ),
    comment(14, "Buy!", approved="spam"),
)

__all__ = ["make_comment"]

Run = Callable[..., ManuscriptImport]


def export(tmp_path: Path, *comments: str, text: str = "It was late.") -> bytes:
    chapters = (
        item(7, "fcn_chapter", "Salt", text, "".join(comments or COMMENTS)),
        item(8, "fcn_chapter", "Sand", "More of the rain came down.", comment(21, name="")),
    )
    return write_export(tmp_path / "wp.xml", *chapters, head=HEAD + WREN).read_bytes()


@pytest.fixture
def run(upload: Upload, author: User) -> Run:
    """Imports an export, with all of its chapters."""

    def import_file(content: bytes, change: Callable[[Manuscript], None] | None = None) -> Any:
        manuscript = upload(content, "wp.xml")
        if change is not None:
            change(manuscript)
        act = start_import(manuscript, author)
        work()
        act.refresh_from_db()
        return act

    return import_file


def select_all(manuscript: Manuscript) -> None:
    plan = manuscript.read_plan()
    for chapter in plan.chapters:
        chapter.is_selected = True
    manuscript.set_plan(plan)


def take_no_comments(manuscript: Manuscript) -> None:
    manuscript.story_data["takes"] = []
    manuscript.save(update_fields=["story_data"])


def first_chapter(story: Story) -> Chapter:
    return story.chapters.get(title="Salt", deleted_at=None)


def check_counts(chapter: Chapter) -> None:
    discussion = Discussion.objects.get(chapter=chapter)
    assert {name: getattr(discussion, name) for name in COUNTERS} == count_from_rows(chapter)
    comments = Comment.objects.filter(chapter=chapter)
    for each in comments:
        replies = comments.filter(parent=each)
        assert each.visible_reply_count == replies.visible().count()
        assert each.has_author_reply == has_author_reply(each)
        if each.parent is None:
            thread = comments.filter(thread=each.number)
            assert each.reply_count == thread.exclude(pk=each.pk).published().count()
            assert each.thread_has_author == thread.exclude(pen_name=None).exists()
    assert discussion.last_number >= max((each.number for each in comments), default=0)


def test_comments_of_an_export_are_comments_of_its_chapters(
    run: Run, tmp_path: Path, story: Story, author: User
) -> None:
    act = run(export(tmp_path))
    first, reply, third = Comment.objects.filter(chapter=first_chapter(story)).order_by("number")
    assert (first.display_name(), first.body, first.user) == ("Rosa", "First!", None)
    assert first.posted_at.isoformat() == "2024-05-01T10:00:00+00:00"
    assert (reply.parent, reply.user, reply.pen_name) == (
        first,
        author,
        story.credits.get().pen_name,
    )
    assert "<script" not in third.body_html and "alert" not in third.body_html
    assert "nofollow" in third.body_html and not third.mentions.exists()
    assert "Ah<br" in third.body_html
    other = Comment.objects.exclude(chapter=first.chapter).get()
    assert other.display_name() == "Anonymous"
    assert first.ip_hash is None and first.is_published()
    check_counts(first.chapter)
    assert reader_comments(act) == {
        **{"made": 4, "known": 0, "empty": 0, "shortened": 0, "not_selected": 0}
    }


def test_nobody_is_notified_and_the_inbox_is_empty(
    run: Run, tmp_path: Path, story: Story, author: User
) -> None:
    run(export(tmp_path))
    assert not Notification.objects.exists() and not Job.objects.exists() and not mail.outbox
    comments = Comment.objects.on_stories_of(author)
    assert comments.count() == 4 and not comments.awaiting_reply_from(author).exists()


def test_comments_appear_with_their_chapter(
    run: Run, tmp_path: Path, story: Story, client: Client
) -> None:
    run(export(tmp_path))
    chapter = first_chapter(story)
    url = f"{chapter.get_absolute_url()}comments/"
    assert client.get(url).status_code == 404
    release_now(chapter)
    html = client.get(url).content.decode()
    assert "First!" in html and "Rosa" in html


def test_same_file_again_doubles_none_and_a_later_one_adds_what_is_new(
    run: Run, tmp_path: Path, story: Story, author: User
) -> None:
    run(export(tmp_path))
    again = run(export(tmp_path), select_all)
    assert Comment.objects.count() == 4 and reader_comments(again)["known"] == 4
    chapter = first_chapter(story)
    assert chapter.revision == 1
    later = (
        *COMMENTS,
        comment(31, "New.", parent=12),
        comment(32, "Thanks.", parent=31, user_id="3"),
    )
    act = run(export(tmp_path, *later), select_all)
    new, thanks = Comment.objects.filter(chapter=chapter).order_by("number")[3:]
    assert new.parent is not None and new.parent.body == "Thank you." and thanks.parent == new
    assert not new.awaits_reply_from(author)
    check_counts(chapter)
    assert reader_comments(act)["made"] == 2


def test_undo_takes_comments_away_with_their_chapters(
    run: Run, tmp_path: Path, story: Story, author: User, client: Client
) -> None:
    act = run(export(tmp_path))
    chapters = list(story.chapters.in_order())
    undo_import(act.pk, author)
    work()
    assert not Comment.objects.not_deleted().exists()
    client.force_login(author)
    assert client.get(f"{chapters[0].get_absolute_url()}comments/").status_code in (404, 410)
    # And once more, without a clash.
    run(export(tmp_path))
    assert Comment.objects.not_deleted().count() == 4


def test_undo_leaves_chapters_and_threads_that_were_there(
    run: Run, tmp_path: Path, story: Story, author: User, make_comment: MakeComment
) -> None:
    run(export(tmp_path), take_no_comments)
    chapter = first_chapter(story)
    release_now(chapter)
    own = make_comment(chapter=chapter)
    act = run(export(tmp_path), select_all)
    assert Comment.objects.filter(chapter=chapter).count() == 4
    answered = Comment.objects.get(chapter=chapter, body="First!")
    reply = make_comment("Indeed.", chapter=chapter, parent=answered)
    undo_import(act.pk, author)
    work()
    left = set(Comment.objects.filter(chapter=chapter))
    assert left == {own, answered, reply}
    chapter.refresh_from_db()
    assert chapter.revision == 1 and chapter.deleted_at is None
    check_counts(chapter)


def test_worker_that_is_killed_doubles_none(
    upload: Upload, tmp_path: Path, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = start_import(upload(export(tmp_path), "wp.xml"), author)
    real, calls = import_comments, 0

    def killed(*args: Any) -> Any:
        nonlocal calls
        calls += 1
        result = real(*args)
        if calls in (1, 3):
            raise KeyboardInterrupt
        return result

    monkeypatch.setattr(running, "import_comments", killed)
    for _attempt in range(2):
        with pytest.raises(KeyboardInterrupt):
            run_import({"import": act.pk})
    run_import({"import": act.pk})
    assert Comment.objects.count() == 4 and Chapter.objects.filter(story=act.story).count() == 2


def test_author_chooses_in_the_plan(
    upload: Upload, tmp_path: Path, story: Story, author: User, client: Client
) -> None:
    manuscript = upload(export(tmp_path), "wp.xml")
    client.force_login(author)
    url = f"/desk/stories/story/{story.pk}/manuscripts/{manuscript.pk}/"
    html = client.get(url).content.decode()
    assert "Import 4 comments of readers" in html and "become" in html
    assert "empty or pingbacks: 1" in html
    rows = [str(each.start) for each in manuscript.read_plan().chapters]
    client.post(url, {"site_choices": "yes", "row": rows, "take": rows, "save": "yes"})
    assert "that you chose to leave out: 4" in client.get(url).content.decode()
    answer = client.post(url, {"site_choices": "yes", "row": rows, "take": rows, "create": "yes"})
    work()
    assert not Comment.objects.exists() and story.chapters.count() == 2
    assert "that you chose to leave out: 4" in client.get(answer["Location"]).content.decode()


def test_result_says_what_became_of_the_comments(
    run: Run, tmp_path: Path, story: Story, author: User, client: Client
) -> None:
    comments = [
        comment(1),
        comment(2, "<img src='https://x.example/a.png'>"),
        comment(3, "a" * 10_001),
    ]

    def leave_out_second(manuscript: Manuscript) -> None:
        plan = manuscript.read_plan()
        plan.chapters[1].is_selected = False
        manuscript.set_plan(plan)

    act = run(export(tmp_path, *comments), leave_out_second)
    client.force_login(author)
    url = f"/desk/stories/story/{story.pk}/imports/{act.pk}/"
    html = client.get(url).content.decode()
    assert "Comments of readers that were imported: 2" in html
    assert "Comments of readers that have no text: 1" in html
    assert "Comments that were too long and were cut: 1" in html
    assert "Comments on chapters that were not imported: 1" in html
    report = client.get(f"{url}report/").json()
    assert report["reader_comments"]["made"] == 2 and "rosa@example.org" not in str(report)


def test_comments_of_an_author_among_others_are_theirs_by_name_only(
    run: Run, tmp_path: Path, story: Story, author: User, other_author: User
) -> None:
    pen_name = PenName.objects.create(user=other_author, name="Fern", slug="fern")
    Credit.objects.create(story=story, pen_name=pen_name, accepted_at=timezone.now())
    act = run(export(tmp_path))
    assert not Comment.objects.filter(user=author).exists()
    undo_import(act.pk, author)
    work()
    PenName.objects.filter(user=author).update(name="Wren Hollow")
    run(export(tmp_path))
    assert Comment.objects.filter(user=author).exists()


def test_hidden_comments_stay_hidden(run: Run, tmp_path: Path, story: Story, author: User) -> None:
    run(export(tmp_path))
    first = Comment.objects.get(body="First!")
    hide(first, author)
    run(export(tmp_path), select_all)
    first.refresh_from_db()
    assert not first.is_published() and Comment.objects.count() == 4
    check_counts(first.chapter)


def test_deep_and_circular_replies(chapter: Chapter, author: User) -> None:
    made = [prepare_comment(str(n), "Rosa", f"No. {n}", None, parent=str(n - 1)) for n in range(70)]
    circle = [prepare_comment(a, "Ida", a, None, parent=b) for a, b in ("xy", "yx")]
    result = import_comments(chapter, [each for each in made + circle if each], author)
    comments = Comment.objects.filter(chapter=chapter)
    assert result.made == comments.count() == 72
    assert max(each.depth for each in comments) == 50
    check_counts(chapter)


def test_only_authors_of_the_story_import(
    chapter: Chapter, reader: User, other_author: User
) -> None:
    source = prepare_comment("1", "Rosa", "Hello.", None)
    assert source is not None
    for person in (reader, other_author, None):
        with pytest.raises(PermissionDenied):
            import_comments(chapter, [source], person)
    assert not Comment.objects.exists()


def test_number_of_queries_does_not_grow_with_the_comments(
    chapter: Chapter, author: User, django_assert_max_num_queries: Any
) -> None:
    sources = [prepare_comment(str(n), "Rosa", f"No. {n}.", None) for n in range(400)]
    # SQLite takes about 40 rows in one statement.
    with django_assert_max_num_queries(30):
        import_comments(chapter, [each for each in sources if each], author)
