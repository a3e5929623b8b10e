"""After any sequence of actions, the stored counts equal a recount."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import User
from serial.chapters.models import Chapter
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments import moderating
from serial.comments.changes.base import ActionRefused
from serial.comments.counters import count_from_rows
from serial.comments.editing import (
    TooLate,
    delete_comment,
    erase_comment,
    save_edit,
    undelete_comment,
)
from serial.comments.models import Comment, CommentAction
from serial.comments.reactions import set_kudos, set_like
from serial.comments.undoing import undo_action
from tests.comments.machines import BODIES, PARAGRAPHS, SiteMachine, indexes
from tests.comments.recounting import assert_counts_are_right, recount
from tests.sampling import examples

QUOTES = ["", "nobody knew", "three feathers", "read the letter twice"]
DECISIONS: list[Callable[[Comment, User | None], CommentAction | None]] = [
    moderating.approve,
    moderating.hold,
    moderating.hide,
    moderating.reject,
]
paragraph_ids = st.sampled_from([None, 1, 2, 3])
separators = st.sampled_from(["\n\n", " "])


class DiscussionMachine(SiteMachine):
    """Members and guests comment on one chapter; its author and moderators moderate."""

    @rule(person=indexes, body=indexes, paragraph=paragraph_ids, quote=indexes)
    def comment(self, person: int, body: int, paragraph: int | None, quote: int) -> None:
        text = QUOTES[quote % len(QUOTES)] if paragraph else ""
        self.submit(person, body, paragraph=paragraph, quote=text)

    @precondition(SiteMachine.has_comments)
    @rule(person=indexes, body=indexes, parent=indexes)
    def reply(self, person: int, body: int, parent: int) -> None:
        self.submit(person, body, parent=self.get_comment(parent))

    @precondition(SiteMachine.has_comments)
    @rule(index=indexes, body=indexes)
    def save_edit(self, index: int, body: int) -> None:
        try:
            save_edit(self.get_comment(index).pk, BODIES[body % len(BODIES)], None)
        except TooLate:
            return

    @precondition(SiteMachine.has_comments)
    @rule(index=indexes, verb=st.sampled_from([delete_comment, undelete_comment]))
    def delete_or_undelete(self, index: int, verb: Callable[..., Comment]) -> None:
        comment = self.get_comment(index)
        verb(comment.pk, comment.user)

    @precondition(SiteMachine.has_comments)
    @rule(index=indexes)
    def erase_comment(self, index: int) -> None:
        comment = self.get_comment(index)
        if comment.state == "deleted":
            erase_comment(comment.pk, None)

    @precondition(SiteMachine.has_comments)
    @rule(index=indexes, verb=st.sampled_from(DECISIONS), by_author=st.booleans())
    def moderate(
        self,
        index: int,
        verb: Callable[[Comment, User | None], CommentAction | None],
        by_author: bool,
    ) -> None:
        try:
            verb(self.get_comment(index), self.author if by_author else self.moderator)
        except ActionRefused:
            return

    @precondition(SiteMachine.has_comments)
    @rule(index=indexes, paragraph=paragraph_ids)
    def move_to_paragraph(self, index: int, paragraph: int | None) -> None:
        moderating.move_to_paragraph(self.get_comment(index), paragraph, self.author)

    @precondition(lambda self: CommentAction.objects.exists())
    @rule(index=indexes)
    def undo_action(self, index: int) -> None:
        actions = list(CommentAction.objects.order_by("-pk")[:6])
        try:
            undo_action(actions[index % len(actions)], self.moderator)
        except ActionRefused:
            return

    @precondition(SiteMachine.has_comments)
    @rule(index=indexes, person=indexes, given=st.booleans())
    def like(self, index: int, person: int, given: bool) -> None:
        user = self.people[person % len(self.people)]
        if user:
            with suppress(PermissionDenied, ActionRefused):
                set_like(self.get_comment(index), user, given=given)

    @rule(person=indexes, given=st.booleans())
    def kudos(self, person: int, given: bool) -> None:
        user = self.people[person % len(self.people)]
        set_kudos(self.chapter, user, "192.0.2.1", given=given)

    @rule(joints=st.tuples(separators, separators), is_split=st.booleans())
    def split_or_merge_paragraphs(self, joints: tuple[str, str], is_split: bool) -> None:
        first, second, third = PARAGRAPHS
        second = second.replace(". On", ".\n\nOn") if is_split else second
        body = f"{first}{joints[0]}{second}{joints[1]}{third}"
        self.chapter = Chapter.objects.get(pk=self.chapter.pk)
        save_text(
            self.chapter,
            ChapterText(body=body),
            SaveInfo(by=self.author),
            based_on=self.chapter.revision,
        )

    @invariant()
    def counts_are_right(self) -> None:
        assert count_from_rows(self.chapter) == recount(self.chapter)
        assert_counts_are_right(self.chapter)

    @invariant()
    def numbers_and_ordinals_have_no_gaps(self) -> None:
        numbers = list(Comment.objects.order_by("number").values_list("number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        for thread in Comment.objects.threads():
            of_thread = Comment.objects.filter(chapter=self.chapter, thread=thread.number)
            ordinals = sorted(of_thread.values_list("ordinal", flat=True))
            assert ordinals == list(range(len(ordinals)))
            assert len(set(of_thread.values_list("paragraph", flat=True))) == 1


@pytest.mark.hypothesis
@pytest.mark.extended
@pytest.mark.django_db
def test_counts_are_right_after_any_sequence_of_actions() -> None:
    run_state_machine_as_test(
        DiscussionMachine,
        settings=settings(
            max_examples=examples(20, least=2),
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
        ),
    )
