"""An author bans a commenter from a story; a member blocks or mutes another member."""

import pytest
from django.test import Client

from accounts.models import User
from serial.chapters.models import Chapter
from serial.comments.models import Comment, CommentAction, MemberBlock, StoryBan
from serial.comments.muting import mute
from serial.comments.settings_changes import ban_commenter, lift_ban
from serial.comments.undoing import undo_action
from tests.comments.conftest import MakeComment
from tests.comments.sending import comments_url, send, send_action
from tests.conftest import MakeChapter, MakeStory


def test_banned_member_cannot_comment_until_the_ban_is_lifted(
    author: User,
    author_client: Client,
    reader_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    send_action(author_client, make_comment(), "ban")
    refused = send(reader_client, chapter, "But I must say")
    assert refused.status_code == 403
    assert "banned you from commenting" in refused.content.decode()
    assert "But I must say</textarea>" in refused.content.decode()
    lift_ban(StoryBan.objects.get(), author)
    assert send(reader_client, chapter).status_code == 302
    actions = CommentAction.objects.order_by("pk")
    assert [action.after["banned"] for action in actions] == [True, False]


def test_ban_can_be_undone(author: User, chapter: Chapter, make_comment: MakeComment) -> None:
    action = ban_commenter(make_comment(), author)
    assert action is not None
    undo_action(action, author)
    assert not StoryBan.objects.exists()
    assert make_comment("Here again.").is_published()


def test_guest_is_banned_by_ip_address(
    author_client: Client, guest_client: Client, chapter: Chapter, make_comment: MakeComment
) -> None:
    send_action(author_client, make_comment(by=None, ip="127.0.0.1"), "ban")
    assert send(guest_client, chapter).status_code == 403
    other_guest = Client(REMOTE_ADDR="198.51.100.1")
    assert send(other_guest, chapter).status_code == 302


def test_ban_applies_to_one_story(
    author: User, make_comment: MakeComment, make_chapter: MakeChapter, make_story: MakeStory
) -> None:
    ban_commenter(make_comment(), author)
    other_chapter = make_chapter(story=make_story("The Well"))
    assert make_comment("Elsewhere.", chapter=other_chapter).is_published()


def test_author_cannot_be_banned_from_their_own_story(
    author: User, make_comment: MakeComment
) -> None:
    ban_commenter(make_comment(by=author), author)
    assert make_comment("Still mine.", by=author).is_published()


@pytest.mark.parametrize("name", ["reader", "other_author", "moderator", "guest"])
def test_only_authors_of_the_story_ban(
    name: str, request: pytest.FixtureRequest, author: User, make_comment: MakeComment
) -> None:
    client: Client = request.getfixturevalue(f"{name}_client")
    assert send_action(client, make_comment(by=author), "ban").status_code == 403
    assert not StoryBan.objects.exists()


def test_blocked_member_cannot_reply_but_can_comment(
    reader: User,
    reader_client: Client,
    other_author: User,
    other_author_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    own, theirs = make_comment(), make_comment("Theirs.", by=other_author)
    send_action(reader_client, theirs, "block")
    refused = send(other_author_client, chapter, "You are wrong.", reply_to=str(own.number))
    assert refused.status_code == 403
    assert "cannot reply to this person" in refused.content.decode()
    assert send(other_author_client, chapter, "By itself.").status_code == 302
    send_action(reader_client, theirs, "unblock")
    assert send(other_author_client, chapter, "Sorry.", reply_to=str(own.number)).status_code == 302


def test_comments_of_muted_member_are_collapsed_for_one_member_only(
    reader_client: Client,
    author_client: Client,
    other_author: User,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    theirs = make_comment("Theirs.", by=other_author)

    def is_collapsed(client: Client) -> bool:
        return "<details><summary>" in client.get(comments_url(chapter)).content.decode()

    send_action(reader_client, theirs, "mute")
    assert (
        is_collapsed(reader_client)
        and not is_collapsed(author_client)
        and not is_collapsed(Client())
    )
    page = reader_client.get(chapter.get_absolute_url()).content.decode()
    assert "1 comment" not in page
    assert "1 comment" in author_client.get(chapter.get_absolute_url()).content.decode()
    send_action(reader_client, theirs, "unmute")
    assert not is_collapsed(reader_client)


def test_member_can_be_unmuted_from_the_list(
    reader: User, reader_client: Client, author_client: Client, other_author: User
) -> None:
    mute(reader, other_author, "otto")
    member_block = MemberBlock.objects.get()
    page = reader_client.get("/accounts/comments/blocks/").content.decode()
    assert "otto" in page
    remove_url = f"/accounts/comments/blocks/{member_block.pk}/remove/"
    assert author_client.post(remove_url).status_code == 404
    assert Client().post(remove_url).status_code == 302 and MemberBlock.objects.exists()
    assert reader_client.post(remove_url).status_code == 302 and not MemberBlock.objects.exists()


def test_list_does_not_reveal_the_account_of_a_pen_name(
    reader_client: Client, author: User, make_comment: MakeComment
) -> None:
    author.pen_names.update(name="Peg Lorrimer")
    send_action(reader_client, make_comment("Mine.", by=author), "mute")
    page = reader_client.get("/accounts/comments/blocks/").content.decode()
    assert "Peg Lorrimer" in page and author.username not in page


def test_guests_and_oneself_cannot_be_muted_or_blocked(
    reader_client: Client, make_comment: MakeComment
) -> None:
    assert send_action(reader_client, make_comment(), "mute").status_code == 403
    guest_comment = make_comment(by=None)
    Comment.objects.filter(pk=guest_comment.pk).update(state="published")
    assert send_action(reader_client, guest_comment, "block").status_code == 302
    assert not MemberBlock.objects.exists()
