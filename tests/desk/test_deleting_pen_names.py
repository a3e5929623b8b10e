"""An author deletes a pen name that is on no story any more."""

from django.test import Client

from accounts.models import PenName, User
from serial.chapters.models import Chapter
from serial.comments.models import Comment
from serial.stories.crediting import add_credit
from serial.stories.models import Credit
from tests.comments.conftest import MakeComment
from tests.comments.recounting import assert_counts_are_right


def test_comments_of_a_deleted_pen_name_do_not_reveal_the_account(
    author: User,
    author_client: Client,
    guest_client: Client,
    chapter: Chapter,
    make_comment: MakeComment,
) -> None:
    comment = make_comment("By me.", by=author)
    make_comment("A reply.", parent=comment)
    first = author.pen_names.get()
    first.picture = "people/missing.png"
    first.name = "Quill"
    first.save()
    second = PenName(user=author, name="Another")
    second.save_with_slug()
    add_credit(chapter.story, second, "author", by=author)
    delete_page = f"/desk/accounts/penname/{first.pk}/delete/"
    # While a story is credited to it.
    assert author_client.post(delete_page, {"post": "yes"}).status_code == 200
    assert PenName.objects.filter(pk=first.pk).exists()
    Credit.objects.filter(pen_name=first).delete()
    assert author_client.post(delete_page, {"post": "yes"}).status_code == 302
    comment = Comment.objects.get(pk=comment.pk)
    assert (comment.display_name(), comment.user) == ("Anonymous", author)
    page = guest_client.get(comment.get_absolute_url()).content.decode()
    assert "Anonymous" in page and "anna" not in page and "Quill" not in page
    assert guest_client.get("/by/anna/").status_code == 410
    assert_counts_are_right(chapter)
