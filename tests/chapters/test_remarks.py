"""The note on a revision: its author changes or removes it, and overwrites no other unseen."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from serial.chapters.models import Chapter, Revision
from serial.chapters.models.revision import REMARK_MAX_LENGTH
from serial.chapters.remarks import set_remark
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText


@pytest.fixture
def revision(chapter: Chapter, author: User) -> Revision:
    info = SaveInfo(by=author, remark="cuts")
    return save_text(chapter, ChapterText(body="Some."), info, based_on=1)


def test_note_belongs_to_who_wrote_it_last(
    revision: Revision, author: User, other_author: User
) -> None:
    assert revision.remark_by == author
    set_remark(revision, " the \n long cuts ", other_author, seen="cuts")
    revision.refresh_from_db()
    assert (revision.remark, revision.remark_by) == ("the long cuts", other_author)
    assert revision.saved_by == author


def test_removed_note_belongs_to_nobody(revision: Revision, author: User) -> None:
    set_remark(revision, "", author, seen="cuts")
    revision.refresh_from_db()
    assert (revision.remark, revision.remark_by) == ("", None)


def test_note_that_somebody_changed_meanwhile_is_not_overwritten(
    revision: Revision, author: User, other_author: User
) -> None:
    set_remark(revision, "theirs", other_author, seen="cuts")
    with pytest.raises(ValidationError, match="changed in the meantime to “theirs”"):
        set_remark(revision, "mine", author, seen="cuts")
    set_remark(revision, "theirs", author, seen="cuts")
    set_remark(revision, "mine", author, seen="theirs")
    revision.refresh_from_db()
    assert revision.remark == "mine"


def test_long_note_is_refused(revision: Revision, author: User) -> None:
    with pytest.raises(ValidationError, match="200 characters"):
        set_remark(revision, "x" * (REMARK_MAX_LENGTH + 1), author, seen="cuts")
