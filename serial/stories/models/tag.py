from unicodedata import normalize

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from serial.slugs.generation import find_free_slug, make_slug
from serial.slugs.history import slug_field
from serial.stories.choices import TagKind
from serial.stories.models.story import Story
from serial.validators import validate_visible_text


class TagQuerySet(models.QuerySet["Tag"]):
    def get_or_create_by_name(self, kind: str, name: str) -> "Tag":
        """Returns the tag with this name in any case; creates it if there is none."""
        name = normalize("NFC", " ".join(name.split()))
        existing = self.filter(kind=kind, name__iexact=name).first()
        if existing:
            return existing
        same_kind = self.filter(kind=kind)
        slug = find_free_slug(
            make_slug(name, "tag"), lambda slug: same_kind.filter(slug=slug).exists()
        )
        return self.create(kind=kind, name=name, slug=slug)


class Tag(models.Model):
    """A tag of stories. A synonym lists the same stories as its main tag, under another name."""

    kind = models.CharField(_("kind"), max_length=12, choices=TagKind.choices)
    name = models.CharField(_("name"), max_length=100, validators=[validate_visible_text])
    slug = slug_field()
    synonym_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="synonyms",
        verbose_name=_("synonym of"),
    )

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint("kind", Lower("name"), name="tag_unique_in_any_case"),
            models.UniqueConstraint(fields=["kind", "slug"], name="tag_slug_unique"),
            models.CheckConstraint(name="tag_kind_known", condition=Q(kind__in=TagKind.values)),
            models.CheckConstraint(
                name="tag_not_its_own_synonym",
                condition=Q(synonym_of=None) | ~Q(synonym_of=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.kind, self.slug])

    def clean(self) -> None:
        if self.synonym_of and self.synonym_of.kind != self.kind:
            raise ValidationError({"synonym_of": _("Choose a main tag of the same kind.")})
        # Synonyms point directly at a main tag, so there are no chains and no cycles.
        if self.synonym_of and (self.synonym_of.synonym_of_id or self.synonym_of == self):
            raise ValidationError({"synonym_of": _("Choose the main tag, not another synonym.")})
        if self.synonym_of and self.pk and self.synonyms.exists():
            raise ValidationError(
                {"synonym_of": _("Other tags are synonyms of this tag. Change those tags first.")}
            )


class StoryTag(models.Model):
    """A tag of one story, at its position in the author's order."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="story_tags")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="story_tags")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "tag"], name="story_tag_once"),
        ]
        indexes = [models.Index(fields=["tag", "story"], name="stories_of_tag")]

    def __str__(self) -> str:
        return str(self.tag)
