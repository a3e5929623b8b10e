"""The spam score as a check of comments: log only, switched on, and why it may not be."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.comments.changes.base import ActionRefused
from serial.comments.choices import State, Verdict
from serial.comments.models import CheckFinding, Comment
from serial.moderation.models import SpamModel, SpamSwitch
from serial.moderation.spam.check import CODE
from serial.moderation.spam.measuring import Measures
from serial.moderation.spam.percent import NO_BREAK_SPACE, percent
from serial.moderation.spam.status import spam_status
from serial.moderation.spam.switching import switch_spam_score
from tests.cases import each_case
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory
from tests.moderation.spam.conftest import UNCERTAIN, MakeSpamModel

SPAM = "See my portfolio."


def finding_of(comment: Comment) -> CheckFinding | None:
    return comment.findings.filter(code=CODE).first()


def test_without_a_training_it_says_nothing(make_comment: MakeComment) -> None:
    assert finding_of(make_comment(SPAM)) is None


def test_it_only_logs_until_it_is_switched_on(
    make_spam_model: MakeSpamModel, make_comment: MakeComment, moderator: User
) -> None:
    make_spam_model()
    logged = make_comment(SPAM)
    finding = finding_of(logged)
    assert logged.state == State.PUBLISHED
    assert finding is not None and finding.verdict == Verdict.PUBLISH
    # 40 / sqrt(5) for three words and two two-grams, 0.4 for the account, -1: far above 2.
    assert finding.message.replace(NO_BREAK_SPACE, " ") == (
        "This looks like spam, with a score of 99.9 %. The score is based on: “portfolio”, an "
        "account less than a day old."
    )
    assert [SPAM[start:end] for start, end in finding.places] == ["portfolio"]
    assert finding_of(make_comment("What a lovely lamp.")) is None

    switch_spam_score(True, moderator)
    held = make_comment(SPAM)
    finding = finding_of(held)
    assert held.state == State.HELD
    assert finding is not None and finding.verdict == Verdict.HOLD
    assert finding.message.endswith("a day old. It is reviewed before it is published.")
    assert make_comment("What a lovely lamp.").state == State.PUBLISHED

    switch_spam_score(False, moderator)
    assert make_comment(SPAM).state == State.PUBLISHED
    assert [switch.by for switch in SpamSwitch.objects.all()] == [moderator, moderator]


def test_it_never_holds_known_members_alone_nor_authors(
    make_spam_model: MakeSpamModel,
    make_comment: MakeComment,
    established_reader: User,
    author: User,
    moderator: User,
) -> None:
    make_spam_model()
    for n in range(3):
        make_comment(f"Chapter {n} was good.", by=established_reader)
    switch_spam_score(True, moderator)
    comment = make_comment(SPAM, by=established_reader)
    finding = finding_of(comment)
    assert comment.state == State.PUBLISHED
    assert finding is not None and finding.verdict == Verdict.PUBLISH
    assert finding_of(make_comment(SPAM, by=author)) is None


def test_the_same_text_on_other_stories_weighs(
    make_spam_model: MakeSpamModel,
    make_comment: MakeComment,
    make_chapter: MakeChapter,
    make_story: MakeStory,
) -> None:
    make_spam_model(weights={"stories:1": 10.0, "stories:2": 20.0})
    text = "Your words paint such pictures that I had to write to you at once, dear author."
    others = [make_chapter(story=make_story(title)) for title in ("The Well", "The Mill")]
    assert finding_of(make_comment(text)) is None
    assert finding_of(make_comment(text)) is None, "the same story"
    second = finding_of(make_comment(text, chapter=others[0]))
    third = finding_of(make_comment(text, chapter=others[1]))
    assert second is not None and "the same text on 1 other story." in second.message
    assert third is not None and "the same text on 2 other stories." in third.message


@each_case(
    ("measures", "threshold", "words"),
    [
        (UNCERTAIN, 2.0, "as low as 96.3.%, and 97.% is needed"),
        (Measures(comments=100, spam=50, flagged=0, found=0), None, "No score is certain enough"),
    ],
)
def test_it_cannot_be_switched_on_before_it_is_precise_enough(
    measures: Measures,
    threshold: float | None,
    words: str,
    make_spam_model: MakeSpamModel,
    moderator: User,
) -> None:
    make_spam_model(measures, threshold=threshold)
    with pytest.raises(ActionRefused, match=words):
        switch_spam_score(True, moderator)


def test_a_worse_training_only_logs_while_it_is_switched_on(
    make_spam_model: MakeSpamModel, make_comment: MakeComment, moderator: User
) -> None:
    make_spam_model()
    switch_spam_score(True, moderator)
    make_spam_model(UNCERTAIN)
    assert make_comment(SPAM).state == State.PUBLISHED
    make_spam_model()
    assert make_comment(SPAM).state == State.HELD


def test_weights_of_an_older_version_are_not_used(
    make_spam_model: MakeSpamModel, make_comment: MakeComment, moderator: User
) -> None:
    make_spam_model(features_version=0)
    assert finding_of(make_comment(SPAM)) is None
    with pytest.raises(ActionRefused, match="has not learned yet. It needs 50 comments"):
        switch_spam_score(True, moderator)


def test_only_moderators_switch_it(
    make_spam_model: MakeSpamModel, reader: User, author: User, moderator: User
) -> None:
    make_spam_model()
    for user in (reader, author):
        with pytest.raises(PermissionDenied):
            switch_spam_score(True, user)
    assert switch_spam_score(False, moderator) is None, "it is off"
    assert switch_spam_score(True, moderator) is not None
    assert switch_spam_score(True, moderator) is None, "it is on"


def test_weights_are_read_once_for_each_training(
    make_spam_model: MakeSpamModel, make_comment: MakeComment
) -> None:
    def count_reads() -> int:
        with CaptureQueriesContext(connection) as queries:
            make_comment(SPAM)
        return sum('"moderation_spammodel"."weights"' in query["sql"] for query in queries)

    make_spam_model()
    assert [count_reads(), count_reads()] == [1, 0]
    make_spam_model()
    assert [count_reads(), count_reads()] == [1, 0]
    assert SpamModel.objects.count() == 2 and spam_status().threshold_percent == percent(0.88)


@each_case(
    ("share", "text"), [(0.99, "99 %"), (0.98999, "98.9 %"), (1.0, "100 %"), (0.9702, "97 %")]
)
def test_percent_is_rounded_down(share: float, text: str) -> None:
    assert percent(share).replace(NO_BREAK_SPACE, " ") == text
