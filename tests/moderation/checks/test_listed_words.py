"""Comments with words of the site's lists are rejected, held or noted."""

import pytest

from accounts.models import User
from serial.comments.choices import State, Verdict
from serial.comments.editing import save_edit
from serial.moderation.check_settings.content import Content, Effect, WordList
from tests.comments.conftest import MakeComment
from tests.moderation.checks.conftest import Apply
from tests.rolling_back import try_each

OFFERS = WordList(key="offers", name="Offers", rules=("commission* are open", "gratis*"))


@try_each(
    "effect, is_newcomer, state, verdict",
    [
        (Effect.REJECT, False, State.REJECTED, Verdict.REJECT),
        (Effect.HOLD, False, State.HELD, Verdict.HOLD),
        (Effect.HOLD_NEWCOMERS, True, State.HELD, Verdict.HOLD),
        (Effect.HOLD_NEWCOMERS, False, State.PUBLISHED, Verdict.PUBLISH),
        (Effect.LOG, True, State.PUBLISHED, Verdict.PUBLISH),
    ],
)
def test_list_has_the_effect_that_was_set(
    effect: Effect,
    is_newcomer: bool,
    state: State,
    verdict: Verdict,
    apply_settings: Apply,
    established_reader: User,
    make_comment: MakeComment,
) -> None:
    if not is_newcomer:
        for number in range(3):
            make_comment(f"Number {number}.")
    apply_settings(Content(lists=(WordList(key="a", name="A", effect=effect, rules=("gratis",)),)))
    comment = make_comment("All of it is Grátis.")
    finding = comment.findings.get(code="words-a")
    assert (comment.state, finding.verdict) == (state, verdict)
    assert finding.places == [[13, 19]] and "“Grátis”" in finding.message


@try_each(
    "language, story_language, is_held",
    [("", "ja", True), ("en", "en", True), ("en", "en-gb", True), ("ja", "en", False)],
)
def test_list_is_for_the_stories_in_its_language(
    language: str,
    story_language: str,
    is_held: bool,
    apply_settings: Apply,
    make_comment: MakeComment,
) -> None:
    apply_settings(Content(lists=(WordList(key="a", name="", language=language, rules=("ab",)),)))
    comment = make_comment("Hm.")
    comment.story.language = comment.chapter.story.language = story_language
    comment.chapter.story.save(update_fields=["language"])
    assert make_comment("ab", chapter=comment.chapter).is_published() != is_held


@try_each(
    "body",
    ["com[miss](/x)ions are open", "commi&shy;ssions are open", "[commissions](/x) ~~are~~ open"],
)
def test_word_that_only_readers_see_is_found(
    body: str, apply_settings: Apply, make_comment: MakeComment
) -> None:
    apply_settings(Content(lists=(OFFERS,)))
    assert make_comment(body).findings.filter(code="words-offers").exists()


def test_author_may_use_suspect_words_on_their_story_but_no_blocked_ones(
    apply_settings: Apply, make_comment: MakeComment, author: User
) -> None:
    apply_settings(
        Content(lists=(OFFERS, WordList(key="b", name="B", effect=Effect.REJECT, rules=("gaga",))))
    )
    assert make_comment("My commissions are open.", by=author).is_published()
    assert make_comment("Gaga.", by=author).state == State.REJECTED


@pytest.mark.parametrize("body", ["It is gratis.", "I liked thi$. Gr@tis!"])
def test_edit_passes_the_lists_however_small_it_is(
    body: str, apply_settings: Apply, make_comment: MakeComment, reader: User
) -> None:
    comment = make_comment("I liked this.")
    assert comment.is_published()
    apply_settings(Content(lists=(OFFERS,)))
    edited = save_edit(comment.pk, body, reader)
    assert edited.state == State.HELD
    assert edited.findings.get().revision == 1
