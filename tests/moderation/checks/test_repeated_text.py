"""The same text under many stories, or by many people, is held."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.editing import delete_comment, erase_comment, save_edit
from serial.comments.models import Comment, SentenceHash
from serial.comments.sentences import digests_of
from tests.cases import each_case
from tests.comments.conftest import MakeComment
from tests.conftest import MakeChapter, MakeStory, make_user
from tests.shared_rows import shared_rows

FLATTERY = "I fell in love with your characters and the way that you describe their world to us"


def offer(name: str) -> str:
    return f"Hello {name}! {FLATTERY}. Do you have {name}'s other stories somewhere?"


@shared_rows
def chapters(make_story: MakeStory, make_chapter: MakeChapter) -> list[Chapter]:
    stories = [make_story(title=f"Story {number}") for number in range(4)]
    return [make_chapter(story=story) for story in stories]


def test_sentence_under_several_stories_by_several_people_is_held(
    chapters: list[Chapter], make_comment: MakeComment, author: User
) -> None:
    people = [make_user(f"person{number}") for number in range(3)]
    comments = [
        make_comment(offer(person.username), by=person, chapter=chapter)
        for person, chapter in zip(people, chapters, strict=False)
    ]
    assert [comment.is_published() for comment in comments] == [True, True, False]
    assert comments[2].findings.get().code == "repeated"
    assert make_comment(offer("me"), by=author, chapter=chapters[3]).is_published()
    SentenceHash.objects.update(posted_at=timezone.now() - timedelta(days=8))
    assert make_comment(offer("you"), chapter=chapters[3]).is_published()


def test_readers_of_a_chapter_may_quote_the_same_line(
    chapters: list[Chapter], make_comment: MakeComment
) -> None:
    for number in range(4):
        person = make_user(f"person{number}")
        quoted = f"“{FLATTERY}.” I read this line {number + 2} times."
        assert make_comment(quoted, by=person, chapter=chapters[0]).is_published()
        in_a_quotation = f"> {FLATTERY}.\n\nI read this {number + 2} times."
        assert make_comment(in_a_quotation, by=person, chapter=chapters[number]).is_published()


def test_text_by_several_people_in_one_chapter_is_held(
    chapters: list[Chapter], make_comment: MakeComment
) -> None:
    people = [make_user(f"person{number}") for number in range(3)]
    comments = [make_comment(FLATTERY, by=person, chapter=chapters[0]) for person in people]
    assert [comment.is_published() for comment in comments] == [True, True, False]


def test_edit_into_repeated_text_is_held(
    chapters: list[Chapter], make_comment: MakeComment, reader: User
) -> None:
    make_comment(FLATTERY, chapter=chapters[0])
    comment = make_comment("I liked this.", chapter=chapters[1])
    assert not save_edit(comment.pk, FLATTERY.upper(), reader).is_published()
    own = Comment.objects.get(chapter=chapters[0])
    assert save_edit(own.pk, f"{FLATTERY}!", reader).is_published() is False


def test_hashes_go_with_the_words_and_after_thirty_days(
    make_comment: MakeComment, reader: User
) -> None:
    comment = make_comment(FLATTERY)
    assert SentenceHash.objects.filter(comment=comment).count() == 1
    save_edit(comment.pk, "Short.", reader)
    assert not SentenceHash.objects.exists()
    save_edit(comment.pk, FLATTERY, reader)
    delete_comment(comment.pk, reader)
    erase_comment(comment.pk, reader)
    assert not SentenceHash.objects.exists()
    make_comment(f"{FLATTERY} all")
    SentenceHash.objects.update(posted_at=timezone.now() - timedelta(days=29))
    call_command("purge_sentence_hashes")
    assert SentenceHash.objects.exists()
    SentenceHash.objects.update(posted_at=timezone.now() - timedelta(days=31))
    call_command("purge_sentence_hashes")
    assert not SentenceHash.objects.exists()


@each_case(
    "text, others",
    [
        (FLATTERY, [FLATTERY.upper(), f"  {FLATTERY}!", FLATTERY.replace(" ", " — ")]),
        ("短い。" * 30, ["短い。" * 30]),
    ],
)
def test_case_and_punctuation_make_no_difference(text: str, others: list[str]) -> None:
    assert {digests_of(other).whole for other in others} == {digests_of(text).whole}


@each_case("text", ["Thanks!", "> " + FLATTERY, "a" * 59, "Yes. " * 15, "!" * 1_000, ""])
def test_short_and_quoted_texts_have_no_hash(text: str) -> None:
    assert digests_of(text).all() == frozenset()


def test_long_text_has_few_hashes() -> None:
    text = "".join(f"{'word ' * 15}{number}. " for number in range(130))
    assert len(digests_of(text).all()) == 21
