"""`load_sample --many` makes a site whose rows could have been made by its users."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import connection, models
from django.test import Client, TestCase
from django.utils import timezone

from accounts.models import PenName, PenNameSlug, User
from serial.chapters.html.rendering import RENDERED_COLUMNS, render_chapter
from serial.chapters.models import Chapter, ChapterSlug, Revision
from serial.chapters.ordering import renumber
from serial.chapters.saving import SaveInfo, create_chapter, save_text
from serial.chapters.texts import ChapterText
from serial.chapters.totals import find_wrong_totals
from serial.comments.choices import State
from serial.comments.counters import count_from_rows, has_author_reply
from serial.comments.models import Comment, Discussion, Kudos, Like
from serial.desk.sample.bulk_loading import load_many
from serial.markup.paragraphs.blocks import split_into_blocks
from serial.markup.paragraphs.digests import normalize_text
from serial.stories.models import Credit, Part, Story, StorySlug, StoryTag, Tag
from tests.comments.recounting import assert_counts_are_right
from tests.conftest import client_of, make_user

# With this seed, a few stories show everything that a large site has.
STORIES, SEED = 25, 2
# Comments on a chapter. The plain recount takes too long for more.
A_FEW = (2, 12)
MODELS: tuple[type[models.Model], ...] = (
    *(User, PenName, PenNameSlug, Story, StorySlug, Credit, StoryTag, Part, Chapter, ChapterSlug),
    *(Revision, Discussion, Comment, Like, Kudos),
)


class BulkSampleTests(TestCase):
    """The site is loaded once for all tests. What a test changes is undone."""

    @classmethod
    def setUpTestData(cls) -> None:
        load_many(STORIES, seed=SEED)

    def test_stored_totals_are_right(self) -> None:
        assert list(find_wrong_totals()) == []
        assert Story.objects.count() == STORIES

    def test_stored_counts_of_comments_are_right(self) -> None:
        for discussion in Discussion.objects.select_related("chapter"):
            counted = count_from_rows(discussion.chapter)
            assert {name: getattr(discussion, name) for name in counted} == counted
            numbers = discussion.chapter.comments.order_by("number").values_list(
                "number", flat=True
            )
            assert list(numbers) == list(range(1, discussion.last_number + 1))
        for chapter in Chapter.objects.filter(discussion__last_number__range=A_FEW):
            assert_counts_are_right(chapter)
        without = Chapter.objects.filter(discussion=None)
        assert not Comment.objects.filter(chapter__in=without).exists()
        assert not Kudos.objects.filter(chapter__in=without).exists()

    def test_threads_are_stored_as_posting_stores_them(self) -> None:
        comments = Comment.objects.filter(chapter__discussion__last_number__range=A_FEW)
        for comment in comments.select_related("parent", "chapter"):
            assert comment.has_author_reply == has_author_reply(comment), comment.pk
            numbers = [*comment.ancestor_numbers(), comment.number]
            assert len(numbers) == comment.depth + 1
            assert comment.thread == numbers[0]
            if comment.parent:
                assert comment.parent.number == numbers[-2]
                assert comment.parent.posted_at <= comment.posted_at
                assert comment.parent.paragraph == comment.paragraph
            thread = Comment.objects.filter(chapter=comment.chapter, thread=comment.thread)
            assert comment.ordinal == thread.filter(number__lt=comment.number).count()
            assert comment.chapter.release_at
            assert comment.chapter.release_at <= comment.posted_at <= timezone.now()

    def test_commenters_have_the_pen_name_of_their_credit_or_none(self) -> None:
        pen_names: dict[tuple[int, int], set[int | None]] = defaultdict(set)
        credits = Credit.objects.accepted().values_list("story", "pen_name__user", "pen_name")
        for story, user, pen_name in credits:
            pen_names[story, user].add(pen_name)
        for comment in Comment.objects.exclude(user=None):
            credited = pen_names.get((comment.story_id, comment.user_id or 0), {None})
            assert comment.pen_name_id in credited
        for like in Like.objects.select_related("comment"):
            assert like.as_author == ((like.comment.story_id, like.user_id) in pen_names)

    def test_quotes_are_in_their_paragraphs(self) -> None:
        quoted = Comment.objects.exclude(quote="").select_related("chapter")
        assert quoted
        for comment in quoted:
            blocks = {block.id: block for block in split_into_blocks(comment.chapter.body_html)}
            assert comment.paragraph is not None
            assert normalize_text(comment.quote) in normalize_text(blocks[comment.paragraph].text)

    def test_rendering_a_chapter_again_gives_the_same_columns(self) -> None:
        for chapter in Chapter.objects.select_related("story").order_by("uid")[:30]:
            stored = {name: getattr(chapter, name) for name in RENDERED_COLUMNS}
            render_chapter(chapter)
            rendered = {name: getattr(chapter, name) for name in RENDERED_COLUMNS}
            # Paragraph histories number the revisions that they remember from the last rendering.
            for columns in (stored, rendered):
                del columns["paragraph_history"]
            assert rendered == stored, chapter.pk

    def test_stories_and_pen_names_have_the_html_of_their_texts(self) -> None:
        for story in Story.objects.all():
            stored = story.summary_html
            story.render_summary()
            assert story.summary_html == stored != ""
        for pen_name in PenName.objects.all():
            stored = pen_name.biography_html
            pen_name.render_biography()
            assert pen_name.biography_html == stored

    def test_revisions_are_complete(self) -> None:
        for chapter in Chapter.objects.all():
            revisions = list(chapter.revisions.order_by("number"))
            assert [revision.number for revision in revisions] == list(
                range(1, chapter.revision + 1)
            )
            assert revisions[-1].text() == chapter.text()
            ids = [block.id for block in split_into_blocks(chapter.body_html)]
            assert revisions[-1].paragraph_ids == ids
        assert Chapter.objects.filter(revision__gt=1).exists()

    def test_slugs_are_registered_so_that_later_ones_are_free(self) -> None:
        assert set(Story.objects.values_list("pk", "slug")) == set(
            StorySlug.objects.values_list("story", "slug")
        )
        assert set(Chapter.objects.values_list("pk", "slug")) == set(
            ChapterSlug.objects.values_list("chapter", "slug")
        )
        assert set(PenName.objects.values_list("pk", "slug")) == set(
            PenNameSlug.objects.values_list("pen_name", "slug")
        )
        taken = Story.objects.order_by("pk")[0]
        later = Story(title=taken.title)
        later.save_with_slug()
        assert later.slug == f"{taken.slug}-2"

    def test_positions_and_numbers_are_those_of_the_order(self) -> None:
        before = list(Chapter.objects.order_by("pk").values_list("position", "number"))
        for story in Story.objects.all():
            renumber(story.pk)
        assert list(Chapter.objects.order_by("pk").values_list("position", "number")) == before

    def test_a_chapter_can_be_added_and_changed_afterwards(self) -> None:
        author = make_user("anna")
        story = Story.objects.order_by("-chapter_count")[0]
        chapter = story.chapters.order_by("-position")[0]
        text = ChapterText(title="New", body="A new paragraph.\n\n" + chapter.body)
        save_text(chapter, text, SaveInfo(by=author), based_on=chapter.revision)
        new = create_chapter(story, text, SaveInfo(by=author))
        assert new.position == story.chapters.count()
        kept = {block.id for block in split_into_blocks(chapter.body_html)}
        chapter.refresh_from_db()
        assert kept < {block.id for block in split_into_blocks(chapter.body_html)}
        assert list(find_wrong_totals()) == []

    def test_every_constraint_holds(self) -> None:
        connection.check_constraints()
        for model in MODELS:
            for row in model._default_manager.all()[:10]:
                row.validate_constraints()

    def test_site_is_varied(self) -> None:
        stories = list(Story.objects.all())
        for name, least in (("language", 3), ("rating", 4), ("status", 4), ("visibility", 2)):
            assert len({getattr(story, name) for story in stories}) >= least, name
        assert len({story.summary for story in stories}) > 0.8 * STORIES
        assert len({story.title for story in stories}) > 0.9 * STORIES
        chapter_counts = sorted(story.chapters.count() for story in stories)
        assert chapter_counts[0] == 1
        assert chapter_counts[len(stories) // 2] <= 3
        assert chapter_counts[-1] > 30
        words = sorted(Chapter.objects.values_list("words", flat=True))
        assert words[-1] > 4 * words[len(words) // 2]
        states = Counter(Comment.objects.values_list("state", flat=True))
        assert set(states) == set(State.values)
        assert states.most_common(1)[0][0] == State.PUBLISHED
        for model in MODELS:
            assert model._default_manager.exists(), model
        assert Chapter.objects.scheduled().exists()
        assert Chapter.objects.drafts().exists()
        assert Part.objects.exists()

    def test_dates_are_plausible(self) -> None:
        now = timezone.now()
        for chapter in Chapter.objects.select_related("story"):
            assert chapter.story.created_at <= chapter.created_at + timedelta(days=1)
            for revision in chapter.revisions.all():
                assert chapter.created_at <= revision.saved_at <= now
            if chapter.release_at and chapter.release_at <= now:
                assert chapter.story.created_at <= chapter.release_at
        for user in User.objects.exclude(pen_names=None):
            assert user.date_joined <= user.pen_names.get().created_at

    def test_pages_open_for_guests(self) -> None:
        self.open_pages(Client(), AnonymousUser())

    def test_pages_open_for_members(self) -> None:
        reader = make_user("rosa")
        self.open_pages(client_of(reader), reader)

    def open_pages(self, client: Client, user: User | AnonymousUser) -> None:
        assert client.get("/").status_code == 200
        for story in Story.objects.visible_to(user)[:5]:
            page = client.get(f"{story.get_absolute_url()}?mature=yes")
            assert page.status_code == 200, story
            assert story.title in page.content.decode().replace("&#x27;", "'")
        chapters = Chapter.objects.visible_to(user).select_related("story")
        for chapter in chapters.order_by("-discussion__comment_count", "pk")[:5]:
            url = chapter.get_absolute_url()
            for path in (url, f"{url}comments/"):
                assert client.get(f"{path}?mature=yes").status_code == 200, path
        for pen_name in PenName.objects.all()[:2]:
            assert client.get(pen_name.get_absolute_url()).status_code == 200
        for tag in Tag.objects.all()[:2]:
            assert client.get(tag.get_absolute_url()).status_code == 200

    def test_desk_of_an_author_opens(self) -> None:
        credit = Credit.objects.accepted().order_by("-story__chapter_count")[0]
        client = client_of(credit.pen_name.owner())
        chapter = credit.story.chapters.order_by("pk")[0]
        for path in (
            "/desk/",
            f"/desk/stories/story/{credit.story_id}/change/",
            f"/desk/chapters/chapter/{chapter.pk}/change/",
            f"/desk/stories/story/{credit.story_id}/arrange/",
        ):
            assert client.get(path).status_code == 200, path

    def test_nobody_can_sign_in_as_a_sample_member(self) -> None:
        for user in User.objects.all():
            assert not user.has_usable_password()
