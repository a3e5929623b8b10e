"""An author stops a person on a story; a member blocks one from answering, or mutes them."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment, CommentAction, MemberBlock, StoryBan
from serial.comments.muting import mute
from serial.comments.settings_changes import ban_commenter, lift_ban
from serial.comments.undoing import undo_action
from tests.comments.conftest import MakeComment
from tests.comments.sending import act, discussion_of, send
from tests.conftest import MakeChapter, MakeStory


def test_who_was_stopped_comments_there_no_more(
    author: User,
    author_client: Client,
    reader_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    act(author_client, make_comment(), "ban")
    refused = send(reader_client, chapter, "But I must say")
    assert refused.status_code == 403
    assert "banned you from commenting" in refused.content.decode()
    assert "But I must say</textarea>" in refused.content.decode()
    lift_ban(StoryBan.objects.get(), author)
    assert send(reader_client, chapter).status_code == 302
    assert [each.after["banned"] for each in CommentAction.objects.order_by("pk")] == [True, False]


def test_a_stop_is_undone(author: User, chapter: Chapter, make_comment: MakeComment) -> None:
    done = ban_commenter(make_comment(), author)
    assert done is not None
    undo_action(done, author)
    assert not StoryBan.objects.exists()
    assert make_comment("Here again.").is_published()


def test_a_guest_is_stopped_by_address(
    author_client: Client, guest_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    act(author_client, make_comment(by=None, ip="127.0.0.1"), "ban")
    assert send(guest_client, chapter).status_code == 403
    elsewhere = Client(REMOTE_ADDR="198.51.100.1")
    assert send(elsewhere, chapter).status_code == 302


def test_it_holds_on_that_story_alone(
    author: User, make_comment: MakeComment, make_chapter: MakeChapter, make_story: MakeStory
) -> None:
    ban_commenter(make_comment(), author)
    elsewhere = make_chapter(story=make_story("The Well"))
    assert make_comment("Elsewhere.", chapter=elsewhere).is_published()


def test_nobody_is_stopped_on_their_own_story(author: User, make_comment: MakeComment) -> None:
    ban_commenter(make_comment(by=author), author)
    assert make_comment("Still mine.", by=author).is_published()


@pytest.mark.parametrize("name", ["reader", "other_author", "moderator", "guest"])
def test_only_the_storys_people_stop(
    name: str, request: pytest.FixtureRequest, author: User, make_comment: MakeComment
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert act(client, make_comment(by=author), "ban").status_code == 403
    assert not StoryBan.objects.exists()


def test_who_is_blocked_cannot_answer_but_can_comment(
    reader: User,
    reader_client: Client,
    other_author: User,
    other_author_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    mine, theirs = make_comment(), make_comment("Theirs.", by=other_author)
    act(reader_client, theirs, "block")
    refused = send(other_author_client, chapter, "You are wrong.", reply_to=str(mine.number))
    assert refused.status_code == 403
    assert "cannot reply to this person" in refused.content.decode()
    assert send(other_author_client, chapter, "By itself.").status_code == 302
    act(reader_client, theirs, "unblock")
    assert (
        send(other_author_client, chapter, "Sorry.", reply_to=str(mine.number)).status_code == 302
    )


def test_a_muted_persons_comments_fold_for_me_alone(
    reader_client: Client,
    author_client: Client,
    other_author: User,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    theirs = make_comment("Theirs.", by=other_author)

    def folds(client: Client) -> bool:
        return "<details><summary>" in client.get(discussion_of(chapter)).content.decode()

    act(reader_client, theirs, "mute")
    assert folds(reader_client) and not folds(author_client) and not folds(Client())
    shown = reader_client.get(chapter.get_absolute_url()).content.decode()
    assert "0 comments" in shown
    assert "1 comment" in author_client.get(chapter.get_absolute_url()).content.decode()
    act(reader_client, theirs, "unmute")
    assert not folds(reader_client)


def test_a_list_of_those_one_keeps_away_from_ends_it(
    reader: User, reader_client: Client, author_client: Client, other_author: User
) -> None:
    mute(reader, other_author, "otto")
    distance = MemberBlock.objects.get()
    page = reader_client.get("/accounts/comments/").content.decode()
    assert "otto" in page
    end = f"/accounts/comments/blocks/{distance.pk}/remove/"
    assert author_client.post(end).status_code == 404
    assert Client().post(end).status_code == 302 and MemberBlock.objects.exists()
    assert reader_client.post(end).status_code == 302 and not MemberBlock.objects.exists()


def test_the_list_does_not_tell_whose_a_pen_name_is(
    reader_client: Client, author: User, make_comment: MakeComment
) -> None:
    author.pen_names.update(name="Peg Lorrimer")
    act(reader_client, make_comment("Mine.", by=author), "mute")
    page = reader_client.get("/accounts/comments/").content.decode()
    assert "Peg Lorrimer" in page and author.username not in page


def test_guests_and_oneself_are_not_kept_away_from(
    reader_client: Client, make_comment: MakeComment
) -> None:
    assert act(reader_client, make_comment(), "mute").status_code == 403
    guests = make_comment(by=None)
    Comment.objects.filter(pk=guests.pk).update(state="published")
    assert act(reader_client, guests, "block").status_code == 302
    assert not MemberBlock.objects.exists()
