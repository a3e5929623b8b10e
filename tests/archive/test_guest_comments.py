"""Comments of guests are erased: by the guest, and by a superuser on a guest's request."""

from datetime import timedelta
from uuid import uuid4

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from serial.archive.models import ErasureRecord
from serial.chapters.models import Chapter
from serial.comments.models import CheckFinding, Comment, GuestIpHash
from serial.comments.posting import post_comment
from serial.comments.submission import CommentSubmission
from tests.archive.erasing.searching import columns_with
from tests.comments.recounting import assert_counts_are_right
from tests.comments.sending import open_private_link, send_action
from tests.shared_rows import shared_rows

PAGE = "/admin/archive/erasurerecord/guest-comments/"


def post(
    chapter: Chapter,
    body: str,
    name: str = "Gustav",
    ip: str = "192.0.2.1",
    user: User | None = None,
) -> Comment:
    submission = CommentSubmission(
        chapter=chapter,
        form_key=uuid4(),
        body=body,
        guest_name=name,
        ip=ip,
        user=user,
        seconds=60.0,
    )
    return post_comment(submission)


def found(client: Client, **query: str | int) -> set[str]:
    return {comment.body for comment in client.get(PAGE, query).context["comments"]}


@shared_rows
def comments(chapter: Chapter, reader: User) -> list[Comment]:
    first = post(chapter, "My address is xyzzy street.")
    other_ip = post(chapter, "Another xyzzy.", ip="192.0.2.2")
    other_name = post(chapter, "Third.", "Greta")
    member = post(chapter, "A member's xyzzy.", "", user=reader)
    return [first, other_ip, other_name, member]


def test_finding_by_name_words_day_and_ip_hash(
    superuser_client: Client, comments: list[Comment]
) -> None:
    first, other_ip, other_name, _member = (comment.body for comment in comments)
    today = f"{timezone.now():%Y-%m-%d}"
    yesterday = f"{timezone.now() - timedelta(days=1):%Y-%m-%d}"
    for query, expected in (
        ({"name": "gustav"}, {first, other_ip}),
        ({"words": "xyzzy"}, {first, other_ip}),
        ({"words": "street ADDRESS"}, {first}),
        ({"name": "greta", "words": "xyzzy"}, set()),
        ({"first_day": today, "name": "g"}, {first, other_ip, other_name}),
        ({"last_day": yesterday}, set()),
        ({"same_guest": comments[0].pk}, {first, other_name}),
        ({"same_guest": comments[3].pk}, set()),
        ({"name": ""}, set()),
        ({"first_day": "soon"}, set()),
    ):
        assert found(superuser_client, **query) == expected, query
    page = superuser_client.get(PAGE, {"words": "street"}).content.decode()
    assert "xyzzy street" in page and f"same_guest={comments[0].pk}" in page


def test_each_checkbox_says_which_comment_it_erases(
    superuser_client: Client, comments: list[Comment]
) -> None:
    page = superuser_client.get(PAGE, {"words": "xyzzy"}).content.decode()
    assert "<legend>Comments to erase</legend>" in page
    for comment in comments[:2]:
        text = f"comment-{comment.pk}-text"
        label = page.partition(f'aria-describedby="{text}"')[2].partition("</label>")[0]
        assert comment.guest_name in label and f"{comment.posted_at:%Y-%m-%d}" in label
        assert comment.body in page.partition(f'id="{text}"')[2].partition("</p>")[0]


def test_chosen_comments_are_erased_and_a_record_has_no_words(
    superuser_client: Client, superuser: User, comments: list[Comment], chapter: Chapter
) -> None:
    first, other_ip, _greta, member = comments
    LogEntry.objects.create(
        user=superuser,
        content_type=ContentType.objects.get_for_model(Comment),
        object_id=str(first.pk),
        object_repr=str(first),
        action_flag=CHANGE,
    )
    chosen = {"comment": [first.pk, member.pk, "x"]}
    superuser_client.post(f"{PAGE}?words=xyzzy", chosen)
    assert "street" in Comment.objects.get(pk=first.pk).body
    superuser_client.post(f"{PAGE}?words=xyzzy", chosen | {"confirm": "yes"})
    assert not columns_with(["street"])
    states = {comment.pk: comment.state for comment in Comment.objects.all()}
    assert states[first.pk] == "erased" and "erased" not in (states[other_ip.pk], states[member.pk])
    record = ErasureRecord.objects.get()
    assert (record.kind, record.comments_erased, record.erased_by) == ("guest", 1, superuser)
    assert_counts_are_right(chapter)
    superuser_client.post(PAGE, chosen | {"confirm": "yes"})
    assert ErasureRecord.objects.count() == 1


def test_words_that_their_commenter_deleted_are_not_shown(
    superuser_client: Client, comments: list[Comment]
) -> None:
    guest = Client()
    open_private_link(guest, comments[0])
    send_action(guest, comments[0], "delete")
    page = superuser_client.get(PAGE, {"name": "Gustav"}).content.decode()
    assert "xyzzy street" not in page and "Only they can read it." in page


def test_only_superusers_find_and_erase(
    moderator_client: Client, administrator_client: Client, comments: list[Comment]
) -> None:
    for client in (moderator_client, administrator_client, Client()):
        for response in (
            client.get(PAGE, {"words": "xyzzy"}),
            client.post(PAGE, {"comment": [comments[0].pk], "confirm": "yes"}),
        ):
            assert response.status_code in (302, 403)
    assert not ErasureRecord.objects.exists()


def test_guest_erases_everything_that_was_stored(comments: list[Comment]) -> None:
    comment = comments[0]
    CheckFinding.objects.create(comment=comment, code="links", verdict=1, message="xyzzy street")
    guest = Client()
    open_private_link(guest, comment)
    for action in ("delete", "erase"):
        send_action(guest, comment, action)
    comment.refresh_from_db()
    assert (comment.state, comment.guest_name, comment.ip_hash) == ("erased", "", None)
    assert not columns_with(["street"])
    assert GuestIpHash.objects.exists()


def test_number_of_queries_does_not_grow(superuser_client: Client, chapter: Chapter) -> None:
    counts = []
    for number in (1, 4):
        for n in range(number):
            post(chapter, f"Words {number} {n}.", ip=f"192.0.2.{number}{n}")
        with CaptureQueriesContext(connection) as queries:
            assert found(superuser_client, words="words")
        counts.append(len(queries))
    assert counts[0] == counts[1]
