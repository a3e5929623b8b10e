"""When a report or an edit brings a decided item back into the queue."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import MemberProfile, User
from serial.chapters.models import Chapter
from serial.comments.editing import delete_comment, save_edit, undelete_comment
from serial.comments.models import Comment
from serial.moderation.choices import DecisionKind, Reason, Status
from serial.moderation.deciding import Ruling, Seen, decide, undo
from serial.moderation.models import ReviewItem
from serial.moderation.reporting import NewReport, report
from serial.moderation.review.edited_works import open_edited_works
from serial.moderation.review.items import item_for
from serial.moderation.subjects.images import ImageSubject
from serial.moderation.subjects.registry import load_subject, subject_of
from serial.stories.models import Story
from serial.stories.unused_pictures import remove_unused_pictures
from tests.comments.conftest import MakeComment
from tests.images.pictures import picture
from tests.moderation.reviewing import decide_comment, item_of, report_comment
from tests.rolling_back import try_each


@pytest.fixture
def comment(make_comment: MakeComment) -> Comment:
    return make_comment("What a lovely lamp.")


def is_waiting(comment: Comment) -> bool:
    return item_of(comment).status == Status.WAITING


@try_each(
    "weights, waits",
    [((1.0,), True), ((0.0,), False), ((0.4,), False), ((0.4, 0.4), False), ((0.4, 0.6), True)],
)
def test_first_reports_are_shown_with_enough_weight(
    weights: tuple[float, ...], waits: bool, comment: Comment
) -> None:
    for weight in weights:
        report_comment(comment, None, weight=weight)
    assert is_waiting(comment) is waits
    assert item_of(comment).open_report_count == len(weights)


@try_each(
    "reason, weights, waits",
    [
        (Reason.SPAM, (1.0,), False),
        (Reason.SPAM, (1.0, 1.0), False),
        (Reason.SPAM, (1.0, 1.0, 1.0), True),
        (Reason.SPAM, (3.0,), True),
        (Reason.HATE, (1.0,), True),
        (Reason.HATE, (0.0,), False),
        (Reason.SELF_HARM, (0.1,), True),
    ],
)
def test_reports_after_a_decision(
    reason: Reason, weights: tuple[float, ...], waits: bool, moderator: User, comment: Comment
) -> None:
    report_comment(comment, None)
    decide_comment(comment, DecisionKind.DISMISS, moderator)
    for weight in weights:
        report_comment(comment, None, reason, weight=weight)
    item = item_of(comment)
    assert is_waiting(comment) is waits and item.open_report_count == len(weights)
    assert item.is_urgent is (reason == Reason.SELF_HARM)


def test_edit_opens_what_was_reported(moderator: User, comment: Comment) -> None:
    report_comment(comment, None)
    decide_comment(comment, DecisionKind.DISMISS, moderator)
    save_edit(comment.pk, "What a lovely lamp!", None)
    item = item_of(comment)
    assert is_waiting(comment) and (item.revision, item.open_report_count) == (1, 0)


def test_edit_of_an_approved_comment_that_nobody_reported(
    moderator: User, make_comment: MakeComment
) -> None:
    comment = make_comment(f"See https://{uuid4()}.example/")
    assert is_waiting(comment)
    decide_comment(comment, DecisionKind.APPROVE, moderator)
    save_edit(comment.pk, "No link any more.", None)
    assert not is_waiting(comment)


def test_deleting_closes_and_undeleting_opens_again(comment: Comment) -> None:
    report_comment(comment, None)
    delete_comment(comment.pk, None)
    assert not is_waiting(comment)
    undelete_comment(comment.pk, None)
    assert is_waiting(comment) and item_of(comment).is_reported


def test_more_reports_do_not_keep_a_moderator_from_deciding(comment: Comment) -> None:
    report_comment(comment, None)
    version = item_of(comment).version
    report_comment(comment, None)
    assert item_of(comment).version == version
    report_comment(comment, None, Reason.HATE)
    assert item_of(comment).version == version + 1


def test_edit_opens_a_reported_work(
    chapter: Chapter, author: User, reader: User, moderator: User, django_assert_num_queries: Any
) -> None:
    story = Story.objects.get()
    profile = MemberProfile.objects.create(user=author, about="Hello.")
    for thing in (story, chapter, author.pen_names.get(), profile):
        report(subject_of(thing), NewReport(reason=Reason.HATE, reporter=reader))
    for item in ReviewItem.objects.all():
        seen = Seen(item.version, load_subject(item).revision())
        decide(item.pk, Ruling(kind=DecisionKind.HIDE, words="Rude."), moderator, seen)
    with django_assert_num_queries(1):
        open_edited_works({})
    assert not ReviewItem.objects.waiting().exists()
    Story.objects.update(summary="Without insults.")
    Chapter.objects.update(revision=chapter.revision + 1)
    author.pen_names.update(biography="Without insults.")
    MemberProfile.objects.update(about="Without insults.")
    open_edited_works({})
    assert ReviewItem.objects.waiting().reported().count() == 4
    Story.objects.update(summary="Deleted.", deleted_at=timezone.now())
    ReviewItem.objects.update(status=Status.DECIDED, is_reported=False)
    open_edited_works({})
    assert not ReviewItem.objects.waiting().exists()


def test_what_moderators_do_to_a_work_is_no_edit(
    chapter: Chapter, author: User, reader: User, moderator: User, media: Path
) -> None:
    story, pen_name = Story.objects.get(), author.pen_names.get()
    story.cover.save("cover.png", ContentFile(picture("PNG")))
    pen_name.picture.save("anna.png", ContentFile(picture("PNG")))
    story, pen_name = Story.objects.get(), author.pen_names.get()
    things = [subject_of(story), subject_of(pen_name)]
    new = NewReport(reason=Reason.HATE, reporter=reader)
    value: dict[str, object] = {"rating": "mature", "warnings": []}
    rulings = [
        Ruling(kind=DecisionKind.CORRECT, words="Violent.", value=value),
        Ruling(kind=DecisionKind.DISMISS),
    ]
    for thing, ruling in zip(things, rulings, strict=True):
        sent, _is_added = report(thing, replace(new, revision=thing.revision()))
        seen = Seen(sent.item.version, thing.revision())
        decide(sent.item_id, ruling, moderator, seen)
    covers = [
        ImageSubject(str(name), story.pk, author.pk) for name in (story.cover, pen_name.picture)
    ]
    hidden = [
        decide(
            item_for(cover).pk, Ruling(kind=DecisionKind.HIDE, words="Rude."), moderator, Seen(1, 0)
        )
        for cover in covers
    ]
    for decision in (None, *hidden):
        if decision:
            undo(decision.pk, moderator)
        open_edited_works({})
        for item in ReviewItem.objects.exclude(kind="image"):
            again = load_subject(item)
            report(again, NewReport(reason=Reason.HATE, ip="192.0.2.1", revision=again.revision()))
        assert not ReviewItem.objects.waiting().exists()
    Story.objects.update(cover="covers/another.png")
    open_edited_works({})
    assert ReviewItem.objects.waiting().get().kind == "story"


def test_hidden_pictures_are_not_removed_as_unused(
    story: Story, author: User, moderator: User, media: Path
) -> None:
    story.cover.save("cover.png", ContentFile(picture("PNG")))
    name = story.cover.name or ""
    item = item_for(ImageSubject(name, story.pk, author.pk))
    hidden = decide(item.pk, Ruling(kind=DecisionKind.HIDE, words="Rude."), moderator, Seen(1, 0))
    later = timezone.now() + timedelta(days=3)
    remove_unused_pictures(later)
    undo(hidden.pk, moderator)
    assert default_storage.exists(name) and Story.objects.get().cover.name == name
    Story.objects.update(cover="")
    remove_unused_pictures(later)
    assert not default_storage.exists(name)
