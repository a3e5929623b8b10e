"""A decision can be appealed once; another moderator answers, and a reversal restores all."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State
from serial.comments.editing import delete_comment, erase_comment
from serial.comments.models import Comment, StoryBan
from serial.comments.reactions import set_like
from serial.comments.settings_changes import ban_commenter
from serial.comments.time_limits import UNDO_WINDOW
from serial.moderation.appealing import answer_appeal, appeal
from serial.moderation.appeals import pages
from serial.moderation.choices import DecisionKind
from serial.moderation.models import Appeal, Decision, Wave
from serial.moderation.subjects.chapters import ChapterSubject
from serial.moderation.time_limits import APPEAL_PERIOD
from tests.comments.conftest import MakeComment
from tests.comments.recounting import assert_counts_are_right
from tests.comments.sending import send
from tests.conftest import client_of, make_user
from tests.moderation.reviewing import decide_comment, make_rule
from tests.moderation.test_hiding import decide_on
from tests.shared_rows import shared_rows

APPEALS = "/moderation/appeals/"
WORDS = "It is not an offer."


@shared_rows
def colleague(moderator: User) -> User:
    user = make_user("carla")
    user.groups.set(moderator.groups.all())
    return user


@shared_rows
def decision(make_comment: MakeComment, moderator: User, author: User) -> Decision:
    """A rejected comment of the reader with a like and a reply."""
    comment = make_comment("My own words.")
    make_comment("A reply.", by=author, parent=comment)
    set_like(comment, author, given=True)
    return decide_comment(comment, DecisionKind.REJECT, moderator, rule=make_rule())


def url_of(decision: Decision) -> str:
    return f"/accounts/decisions/{decision.pk}/"


def answer(made: Appeal, by: User, *, reverse: bool, words: str = "You are right.") -> Any:
    verdict = "reverse" if reverse else "uphold"
    return client_of(by).post(f"{APPEALS}{made.pk}/", {"verdict": verdict, "words": words})


def thread_of(comment: Comment) -> str:
    return Client().get(f"{comment.chapter.get_absolute_url()}comments/").content.decode()


def test_reversal_restores_the_comment_with_its_likes_and_replies(
    decision: Decision, reader_client: Client, colleague: User, chapter: Chapter
) -> None:
    comment = decision.item.comment
    assert comment is not None
    assert "My own words." not in thread_of(comment)
    response = reader_client.post(url_of(decision), {"words": WORDS})
    assert response.status_code == 302
    made = Appeal.objects.get()
    page = client_of(colleague).get(APPEALS).content.decode()
    for said in ("Appeal by rosa", WORDS, "My own words.", "mona", "1. No advertising"):
        assert said in page, said
    assert answer(made, colleague, reverse=True).status_code == 302
    page = reader_client.get(url_of(decision)).content.decode()
    assert "The decision was reversed" in page and "You are right." in page
    assert "carla" not in page and "mona" not in page
    comment = Comment.objects.get(pk=comment.pk)
    assert (comment.state, comment.like_count, comment.reply_count) == ("published", 1, 1)
    shown = thread_of(comment)
    assert shown.index("My own words.") < shown.index("A reply.")
    assert_counts_are_right(chapter)


def test_upheld_decision_stands_with_an_answer(
    decision: Decision, reader_client: Client, colleague: User
) -> None:
    reader_client.post(url_of(decision), {"words": WORDS})
    made = Appeal.objects.get()
    for words in ("", "  "):
        response = answer(made, colleague, reverse=False, words=words)
        assert response.status_code == 422 and "Write an answer." in response.content.decode()
    answer(made, colleague, reverse=False, words="It is an offer.")
    assert Comment.objects.get(review_item=decision.item).state == State.REJECTED
    page = reader_client.get(url_of(decision)).content.decode()
    assert "The decision stands" in page and "It is an offer." in page
    # Nobody answers twice, and nobody appeals twice.
    late = answer(made, colleague, reverse=True, words="Typed for a while.").content.decode()
    assert "already answered" in late and "Typed for a while.</textarea>" in late
    response = reader_client.post(url_of(decision), {"words": "Again."})
    assert response.status_code == 422 and Appeal.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(decision=decision, words="Again.")


def test_answer_to_a_withdrawn_appeal_is_given_back(
    decision: Decision, reader_client: Client, colleague: User
) -> None:
    reader_client.post(url_of(decision), {"words": WORDS})
    made = Appeal.objects.get()
    reader_client.post(url_of(decision), {"withdraw": "yes"})
    late = answer(made, colleague, reverse=True, words="Typed for <a> while.")
    page = late.content.decode()
    assert late.status_code == 409 and "The appeal was withdrawn" in page
    assert "Typed for &lt;a&gt; while.</textarea>" in page
    assert Comment.objects.get(review_item=decision.item).state == State.REJECTED
    assert client_of(colleague).get(f"{APPEALS}{made.pk}/").status_code == 404


def test_who_decided_answers_only_if_there_is_nobody_else(
    decision: Decision, reader: User, moderator: User
) -> None:
    made = appeal(decision, WORDS, reader)
    page = client_of(moderator).get(APPEALS).content.decode()
    assert "You decided it, and there is no other moderator." in page and "<textarea" in page
    user = make_user("carla")
    user.groups.set(moderator.groups.all())
    page = client_of(moderator).get(APPEALS).content.decode()
    assert "You decided it" in page and "<textarea" not in page
    assert answer(made, moderator, reverse=True).status_code == 403
    assert answer(made, reader, reverse=True).status_code == 403
    assert Appeal.objects.get().status == "waiting"


def test_appeal_is_for_whom_it_concerns_for_six_months(
    decision: Decision, reader: User, author: User, moderator: User
) -> None:
    for other in (author, moderator):
        with pytest.raises(PermissionDenied):
            appeal(decision, WORDS, other)
    assert client_of(author).post(url_of(decision), {"words": WORDS}).status_code == 404
    later = timezone.now() + APPEAL_PERIOD + timedelta(minutes=1)
    with time_machine.travel(later), pytest.raises(ActionRefused):
        appeal(decision, WORDS, reader)
    with time_machine.travel(later - timedelta(days=1)):
        assert appeal(decision, WORDS, reader)


def test_text_is_readable_until_the_answer(
    decision: Decision, reader: User, colleague: User, reader_client: Client
) -> None:
    comment = decision.item.comment
    assert comment is not None
    made = appeal(decision, WORDS, reader)
    delete_comment(comment.pk, reader)
    page = client_of(colleague).get(f"{APPEALS}{made.pk}/").content.decode()
    assert "My own words." in page and "so it stays deleted" in page
    with pytest.raises(ActionRefused):
        erase_comment(comment.pk, reader)
    reader_client.post(url_of(decision), {"withdraw": "yes"})
    assert not Appeal.objects.exists()
    made = appeal(decision, WORDS, reader)
    said = {"words": "You are right.", "by": colleague}
    with pytest.raises(ActionRefused):
        answer_appeal(made.pk, reverse=True, **said)  # type: ignore[arg-type]
    with time_machine.travel(timezone.now() + UNDO_WINDOW):
        answer_appeal(made.pk, reverse=True, **said)  # type: ignore[arg-type]
    page = client_of(colleague).get(f"{APPEALS}{made.pk}/").content.decode()
    assert "My own words." not in page
    assert Comment.objects.get(pk=comment.pk).state == State.DELETED
    erase_comment(comment.pk, reader)


def test_act_of_an_author_is_appealed_to_moderators(
    make_comment: MakeComment, author: User, reader_client: Client, moderator: User
) -> None:
    comment = make_comment("My own words.")
    moderating.reject(comment, author)
    url = f"/accounts/decisions/acts/{comment.actions.get().pk}/"
    assert reader_client.post(url, {"words": WORDS}).status_code == 302
    page = client_of(moderator).get(APPEALS).content.decode()
    assert "anna, an author of the story" in page
    answer(Appeal.objects.get(), moderator, reverse=True)
    assert "My own words." in thread_of(comment)
    assert Decision.objects.get().by == moderator
    # The author is told, with the reason and without the moderator's name.
    page = client_of(author).get("/accounts/decisions/").content.decode().partition("<main")[2]
    assert "Approved: a comment by rosa" in page and "You are right." in page
    assert "mona" not in page


def test_ban_from_a_story_is_appealed_to_moderators(
    make_comment: MakeComment, author: User, reader_client: Client, moderator: User
) -> None:
    comment = make_comment("My own words.")
    action = ban_commenter(comment, author)
    assert action is not None
    url = f"/accounts/decisions/acts/{action.pk}/"
    assert client_of(moderator).get(url).status_code == 404
    page = reader_client.get(url).content.decode()
    assert "You may not comment on “The Lamp”." in page
    reader_client.post(url, {"words": WORDS})
    assert "Banned from a story by an author" in client_of(moderator).get(APPEALS).content.decode()
    assert answer(Appeal.objects.get(), moderator, reverse=True).status_code == 302
    assert not StoryBan.objects.exists()
    assert "You are right." in reader_client.get(url).content.decode()


def test_one_appeal_reverses_the_whole_wave(
    make_comment: MakeComment, moderator: User, reader: User, colleague: User
) -> None:
    wave, rule = Wave.objects.create(kind="reject", by=moderator), make_rule()
    comments = [make_comment(f"Offer {n}.") for n in range(3)]
    for comment in comments:
        decide_comment(comment, DecisionKind.REJECT, moderator, rule=rule)
    Decision.objects.update(wave=wave)
    first, second, _third = Decision.objects.order_by("pk")
    made = appeal(first, WORDS, reader)
    with pytest.raises(ActionRefused):
        appeal(second, WORDS, reader)
    answer_appeal(made.pk, reverse=True, words="You are right.", by=colleague)
    states = Comment.objects.filter(pk__in=[comment.pk for comment in comments])
    assert set(states.values_list("state", flat=True)) == {State.PUBLISHED}


def test_author_appeals_for_a_hidden_chapter(
    chapter: Chapter, author_client: Client, moderator: User, colleague: User
) -> None:
    decision = decide_on(ChapterSubject(chapter), DecisionKind.HIDE, moderator)
    author_client.post(url_of(decision), {"words": WORDS})
    answer(Appeal.objects.get(), colleague, reverse=True)
    assert Client().get(chapter.get_absolute_url()).status_code == 200


def test_guest_appeals_at_the_comment(
    chapter: Chapter, guest_client: Client, moderator: User, colleague: User
) -> None:
    send(guest_client, chapter)
    comment = Comment.objects.get()
    decide_comment(comment, DecisionKind.REJECT, moderator, rule=make_rule())
    url = f"{comment.get_absolute_url()}decision/"
    assert Client().post(url, {"words": WORDS}).status_code == 404
    assert guest_client.post(url, {"words": WORDS}).status_code == 302
    assert Appeal.objects.get().member is None
    answer(Appeal.objects.get(), colleague, reverse=False, words="It is an offer.")
    assert "It is an offer." in guest_client.get(url).content.decode()


def test_appeal_of_what_was_decided_again_since_is_refused(
    decision: Decision, reader: User, moderator: User, colleague: User
) -> None:
    made = appeal(decision, WORDS, reader)
    comment = decision.item.comment
    assert comment is not None
    decide_comment(comment, DecisionKind.HIDE, moderator)
    response = answer(made, colleague, reverse=True)
    assert response.status_code == 422 and "changed again" in response.content.decode()
    assert Appeal.objects.get().status == "waiting"


def test_number_of_queries_does_not_grow(
    make_comment: MakeComment,
    moderator: User,
    colleague: User,
    reader: User,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Any,
) -> None:
    rule = make_rule()
    for n in range(4):
        comment = make_comment(f"Offer {n}.")
        appeal(decide_comment(comment, DecisionKind.REJECT, moderator, rule=rule), WORDS, reader)
    client = client_of(colleague)
    with django_assert_max_num_queries(18):
        client.get(APPEALS)
    monkeypatch.setattr(pages, "APPEALS_PER_PAGE", 3)
    first, last = (client.get(f"{APPEALS}?page={n}").content.decode() for n in (1, 2))
    assert [page.count('class="queue-row ') for page in (first, last)] == [3, 1]
    assert 'rel="next"' in first and 'rel="prev"' in last
