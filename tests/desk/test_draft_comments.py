"""Comments on drafts at the desk: only the authors of the story see, answer and resolve them."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from serial.chapters.draft_links import create_draft_link
from serial.chapters.models import Chapter, DraftLink
from serial.chapters.releases.releasing import release_now
from serial.chapters.saving import SaveInfo, save_text
from serial.chapters.texts import ChapterText
from serial.comments.draft_comments import managing
from serial.comments.models import DraftComment
from serial.desk.chapters.draft_comment_list import COMMENTS_PER_PAGE
from serial.stories.choices import Role
from serial.stories.crediting import add_credit
from tests.conftest import MakeChapter, pen_name_of

QUOTE = "The rain began to fall."


@pytest.fixture
def draft(make_chapter: MakeChapter) -> Chapter:
    return make_chapter(f"The lamp went out.\n\n{QUOTE}", release_in=None, title="One")


@pytest.fixture
def link(draft: Chapter, author: User) -> DraftLink:
    return create_draft_link(draft, author, note="Kim <3")


def comment_with(link: DraftLink, body: str = "Who lit it?", **fields: Any) -> DraftComment:
    return DraftComment.objects.create(
        chapter=link.chapter,
        link=link,
        name=link.note,
        body=body,
        body_html=f"<p>{body}</p>",
        form_key=uuid4(),
        **fields,
    )


def list_url(chapter: Chapter) -> str:
    return f"/desk/chapters/chapter/{chapter.pk}/draft-links/"


def comment_url(comment: DraftComment) -> str:
    return f"/desk/chapters/chapter/{comment.chapter_id}/draft-comments/{comment.pk}/"


def page_of(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return unescape(response.content.decode())


def reply_fields(client: Client, comment: DraftComment, text: str) -> dict[str, str]:
    listed = client.get(list_url(comment.chapter)).context["draft_comments"]
    form = next(each.form for each in listed if each.row.pk == comment.pk)
    return {"action": "reply", "text": text, "form_key": form["form_key"].value()}


def test_list_has_unresolved_comments_first(
    author_client: Client, author: User, link: DraftLink
) -> None:
    old, resolved, new = (comment_with(link, f"Words {number}.") for number in range(3))
    managing.resolve(resolved.pk, author)
    page = page_of(author_client, list_url(link.chapter))
    assert "2 unresolved comments" in page and "Kim <3" in page
    assert re.findall(r"<p>Words (\d)", page) == ["2", "0", "1"]
    assert old.pk and new.pk


def test_quote_of_a_paragraph_that_is_gone(
    author_client: Client, author: User, link: DraftLink
) -> None:
    comment_with(link, paragraph=2, quote=QUOTE)
    url = list_url(link.chapter)
    page = page_of(author_client, url)
    assert QUOTE in page and "This paragraph is gone." not in page
    text = ChapterText(title="One", body="The lamp went out.")
    save_text(link.chapter, text, SaveInfo(by=author), based_on=1)
    page = page_of(author_client, url)
    assert QUOTE in page and "This paragraph is gone." in page


def test_comment_that_a_check_held_is_folded(author_client: Client, link: DraftLink) -> None:
    comment_with(link, findings=["links", "too-fast"])
    page = page_of(author_client, list_url(link.chapter))
    summary = re.search(r"<summary>Folded by a check:(.*?)</summary>", page)
    assert summary and "It has a link." in summary[1] and "faster than" in summary[1]


def test_resolve_reopen_reply_and_delete(
    author_client: Client, author: User, guest_client: Client, link: DraftLink
) -> None:
    comment = comment_with(link)
    url = comment_url(comment)
    response = author_client.post(url, {"action": "resolve"}, follow=True)
    assert "Comment resolved." in response.content.decode()
    assert "resolved by the author" in page_of(guest_client, link.get_absolute_url())
    author_client.post(url, {"action": "reopen"})
    assert DraftComment.objects.unresolved().get() == comment
    response = author_client.post(url, reply_fields(author_client, comment, "Rosa *did*."))
    reply = comment.replies.get()
    assert response["Location"] == f"{list_url(link.chapter)}#comment-{reply.pk}"
    page = page_of(guest_client, link.get_absolute_url())
    assert "Rosa <em>did</em>." in page and pen_name_of(author).name in page
    author_client.post(comment_url(reply), {"action": "delete"})
    assert list(DraftComment.objects.all()) == [comment]
    author_client.post(url, {"action": "delete"})
    assert not DraftComment.objects.exists()
    assert author_client.post(url, {"action": "delete"}).status_code == 410


def test_reply_that_is_refused_comes_back(author_client: Client, link: DraftLink) -> None:
    comment = comment_with(link)
    fields = reply_fields(author_client, comment, "")
    response = author_client.post(comment_url(comment), fields)
    assert response.status_code == 422
    assert "Write your reply first." in response.content.decode()
    fields |= {"text": "All that I typed.", "form_key": "forged"}
    response = author_client.post(comment_url(comment), fields)
    assert response.status_code == 422 and "All that I typed." in response.content.decode()
    assert not comment.replies.exists()


def test_reply_to_a_deleted_comment_comes_back(
    author_client: Client, author: User, link: DraftLink
) -> None:
    comment = comment_with(link)
    fields = reply_fields(author_client, comment, "All that I typed.")
    managing.delete(comment.pk, author)
    response = author_client.post(comment_url(comment), fields)
    page = response.content.decode()
    assert response.status_code == 410
    assert "All that I typed." in page and "This comment was deleted" in page


def test_refused_reply_to_a_comment_of_another_page_comes_back(
    author_client: Client, link: DraftLink
) -> None:
    oldest = comment_with(link, "The oldest.")
    fields = reply_fields(author_client, oldest, "x" * 10_001)
    for _ in range(COMMENTS_PER_PAGE):
        comment_with(link)
    assert "The oldest." not in page_of(author_client, list_url(link.chapter))
    assert "The oldest." in page_of(author_client, f"{list_url(link.chapter)}?page=2")
    page = author_client.post(comment_url(oldest), fields).content.decode()
    assert "The oldest." in page and "x" * 10_001 in page


def test_comments_stay_for_the_authors_after_the_release(
    author_client: Client, draft: Chapter, link: DraftLink
) -> None:
    comment_with(link)
    release_now(draft)
    assert "Who lit it?" in page_of(author_client, list_url(draft))


def test_co_authors_manage_them(
    other_author_client: Client, other_author: User, author: User, link: DraftLink
) -> None:
    comment = comment_with(link)
    assert other_author_client.get(list_url(link.chapter)).status_code == 404
    credit = add_credit(link.chapter.story, pen_name_of(other_author), Role.EDITOR, by=author)
    credit.accept()
    assert "Who lit it?" in page_of(other_author_client, list_url(link.chapter))
    other_author_client.post(comment_url(comment), {"action": "resolve"})
    comment.refresh_from_db()
    assert comment.resolved_by == other_author


def test_other_people_have_no_access(
    other_author_client: Client,
    reader_client: Client,
    guest_client: Client,
    moderator_client: Client,
    link: DraftLink,
) -> None:
    comment = comment_with(link)
    for client, status in (
        (other_author_client, 404),
        (reader_client, 403),
        (moderator_client, 403),
        (guest_client, 403),
    ):
        for action in ("resolve", "reopen", "delete", "reply"):
            data = {"action": action, "text": "x"}
            assert client.post(comment_url(comment), data).status_code == status
        delete_link = f"{list_url(link.chapter)}{link.pk}/delete/"
        assert client.post(delete_link, {"comments": "delete"}).status_code == status
    assert DraftComment.objects.unresolved().get() == comment
    assert not comment.replies.exists() and link.is_active()


def test_comment_of_another_chapter_is_not_found(
    author_client: Client, make_chapter: MakeChapter, draft: Chapter
) -> None:
    other = comment_with(create_draft_link(make_chapter(release_in=None), None))
    url = f"/desk/chapters/chapter/{draft.pk}/draft-comments/{other.pk}/"
    assert author_client.post(url, {"action": "delete"}).status_code == 410
    assert author_client.post(comment_url(other), {"action": "x"}).status_code == 404
    assert DraftComment.objects.get() == other


@pytest.mark.parametrize("choice", ["keep", "delete"])
def test_deleting_a_link_asks_what_becomes_of_its_comments(
    author_client: Client, guest_client: Client, draft: Chapter, link: DraftLink, choice: str
) -> None:
    comment_with(link)
    url = f"{list_url(draft)}{link.pk}/delete/"
    assert url in page_of(author_client, list_url(draft))
    page = page_of(author_client, url)
    assert "1 comment was written with it." in page
    assert "Delete the link, keep its comments" in page
    assert "Delete the link and its comments" in page
    # Without a choice it asks again.
    assert author_client.post(url).status_code == 200
    assert (
        "Link deleted."
        in author_client.post(url, {"comments": choice}, follow=True).content.decode()
    )
    assert not DraftLink.objects.exists()
    assert guest_client.get(link.get_absolute_url()).status_code == 404
    page = page_of(author_client, list_url(draft))
    assert ("Who lit it?" in page) == (choice == "keep")
    assert ("Kim <3" in page) == (choice == "keep")


def test_deleting_a_link_without_comments_asks_once(
    author_client: Client, draft: Chapter, link: DraftLink
) -> None:
    url = f"{list_url(draft)}{link.pk}/delete/"
    page = page_of(author_client, url)
    assert "Delete the link" in page and "its comments" not in page
    author_client.post(url)
    assert not DraftLink.objects.exists()


def test_story_page_counts_unresolved_comments(
    author_client: Client, author: User, draft: Chapter, link: DraftLink
) -> None:
    url = f"/desk/stories/story/{draft.story_id}/change/"
    assert "on the draft" not in page_of(author_client, url)
    first, _second = comment_with(link), comment_with(link)
    managing.reply(first.pk, author, "Ah.", uuid4())
    page = page_of(author_client, url)
    assert "2 comments on the draft</a>" in page and f"{list_url(draft)}#comments" in page
    managing.resolve(first.pk, author)
    assert "1 comment on the draft</a>" in page_of(author_client, url)


def test_editor_lists_them(author_client: Client, draft: Chapter, link: DraftLink) -> None:
    url = f"/desk/chapters/chapter/{draft.pk}/change/"
    assert "Comments on this draft" not in page_of(author_client, url)
    comment = comment_with(link, paragraph=2, quote=QUOTE)
    page = page_of(author_client, url)
    assert "Comments on this draft" in page and "Who lit it?" in page and QUOTE in page
    # In another tab, so that nothing that is typed is lost.
    assert f'action="{comment_url(comment)}" data-draft-comment-form target="_blank"' in page


def test_superusers_manage_them_in_the_site_admin(
    superuser_client: Client, link: DraftLink
) -> None:
    comment = comment_with(link)
    url = comment_url(comment).replace("/desk/", "/admin/")
    page = page_of(superuser_client, list_url(link.chapter).replace("/desk/", "/admin/"))
    assert f'action="{url}"' in page
    superuser_client.post(url, {"action": "resolve"})
    comment.refresh_from_db()
    assert comment.is_resolved()


def test_query_count_does_not_grow_with_comments(
    author_client: Client, author: User, draft: Chapter, link: DraftLink
) -> None:
    urls = (
        list_url(draft),
        f"/desk/chapters/chapter/{draft.pk}/change/",
        f"/desk/stories/story/{draft.story_id}/change/",
    )

    def add() -> None:
        for is_resolved in (True, False):
            comment = comment_with(link, paragraph=1, quote="The lamp")
            managing.reply(comment.pk, author, "Ah.", uuid4())
            if is_resolved:
                managing.resolve(comment.pk, author)

    def query_counts() -> list[int]:
        counts = []
        for url in urls:
            with CaptureQueriesContext(connection) as captured:
                page_of(author_client, url)
            counts.append(len(captured))
        return counts

    add()
    before = query_counts()
    for _ in range(4):
        add()
    assert query_counts() == before


def test_inbox_lists_unresolved_comments_with_the_name_of_the_link(
    author_client: Client, author: User, link: DraftLink
) -> None:
    first = comment_with(link, "Who lit it?", quote=QUOTE)
    comment_with(link, "Resolved.", resolved_at=link.created_at, resolved_by=author)
    unnamed = comment_with(create_draft_link(link.chapter, author), "Nice.")
    folded = comment_with(link, "Buy lamps.", findings=["links"])
    page = page_of(author_client, "/desk/comments/")
    section = page.partition('id="draft-comments-heading"')[2].partition("</section>")[0]
    assert section.count("<article") == 3 and section.count(">Beta reader</span>") == 2
    assert "<bdi>Kim <3</bdi>" in section and "<bdi>Beta reader</bdi>" in section
    assert "Who lit it?" in section and QUOTE in section and "Resolved." not in section
    assert "Buy lamps." not in section
    for comment in (first, unnamed, folded):
        assert f'href="{list_url(link.chapter)}#comment-{comment.pk}"' in section
    assert "Who lit it?" in page_of(author_client, f"/desk/comments/?story={link.chapter.story_id}")
    for query in ("?state=held", "?q=lit", "?page=2", "?story=0"):
        assert "Who lit it?" not in page_of(author_client, f"/desk/comments/{query}")


def test_inbox_of_others_and_during_a_pause_has_no_comments_on_the_draft(
    author_client: Client, other_author_client: Client, link: DraftLink
) -> None:
    comment_with(link)
    assert "Who lit it?" not in page_of(other_author_client, "/desk/comments/")
    author_client.post("/desk/comments/pause/")
    assert "Who lit it?" not in page_of(author_client, "/desk/comments/")


def test_inbox_takes_as_many_queries_for_many_comments_on_drafts(
    author_client: Client, author: User, link: DraftLink, make_chapter: MakeChapter
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(author_client, "/desk/comments/")
        return len(queries)

    comment_with(link)
    count()
    before = count()
    for _number in range(3):
        comment_with(create_draft_link(make_chapter(release_in=None), author, note="Ines"))
    assert count() == before


def test_badge_beside_the_draft(
    author_client: Client, guest_client: Client, link: DraftLink
) -> None:
    comment_with(link)
    assert '<span class="badge">Beta reader</span>' in page_of(
        author_client, list_url(link.chapter)
    )
    draft_page = guest_client.get(f"{link.get_absolute_url()}").content.decode()
    assert '<span class="badge">Beta reader</span>' in draft_page
