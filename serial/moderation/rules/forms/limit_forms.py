"""A form for each limit. Its fields have the names of the limit's values."""

from typing import ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from serial.comments.models.comment import BODY_MAX_LENGTH
from serial.comments.models.sentence_hash import SENTENCE_HASH_PERIOD
from serial.moderation.check_settings import content
from serial.moderation.rules.forms.fields import DomainsField

ON = _("Switched on")


class LimitForm(forms.Form):
    kind: ClassVar[type[content.Limit]]

    def __init__(
        self, data: QueryDict | None, *, part: content.Limit, content: content.Content
    ) -> None:
        super().__init__(data, initial=vars(part))

    def draft(self) -> content.Limit:
        return self.kind(**self.cleaned_data)


class LinksForm(LimitForm):
    kind = content.Links

    is_on = forms.BooleanField(label=ON, required=False)
    holds_newcomers = forms.BooleanField(
        label=_("Hold comments of newcomers that have a link"), required=False
    )
    max_links = forms.IntegerField(
        label=_("Links in a comment"),
        min_value=0,
        max_value=100,
        help_text=_("A comment with more is held."),
    )
    checks_link_text = forms.BooleanField(
        label=_("Hold links whose text names another address than they lead to"), required=False
    )
    blocked_domains = DomainsField(
        label=_("Blocked domains"),
        help_text=_("One per line. Comments that name one, or a domain below it, are held."),
    )
    trusted_domains = DomainsField(
        label=_("Trusted domains"),
        help_text=_("One per line. Links to them do not count. This site is always trusted."),
    )


class RepeatedForm(LimitForm):
    kind = content.Repeated

    is_on = forms.BooleanField(label=ON, required=False)
    days = forms.IntegerField(
        label=_("Days"),
        min_value=1,
        max_value=SENTENCE_HASH_PERIOD.days,
        help_text=_("How far back the check looks for the same text."),
    )
    max_others = forms.IntegerField(
        label=_("Other comments with the same sentences"),
        min_value=1,
        max_value=100,
        help_text=_(
            "The next one is held. Sentences count on other chapters, since readers quote the "
            "same lines."
        ),
    )


class FirstCommentsForm(LimitForm):
    kind = content.FirstComments

    is_on = forms.BooleanField(label=ON, required=False)
    approved = forms.IntegerField(
        label=_("Published comments"),
        min_value=1,
        max_value=20,
        help_text=_("A person’s comments are held until this many are published."),
    )


class PaceForm(LimitForm):
    kind = content.Pace

    is_on = forms.BooleanField(label=ON, required=False)
    at_first = forms.IntegerField(
        label=_("Comments in an hour"),
        min_value=1,
        max_value=400,
        help_text=_(
            "For a person without a published comment. Further comments in that hour are held."
        ),
    )
    for_each_ten = forms.IntegerField(
        label=_("More for each ten published comments"), min_value=0, max_value=100
    )
    at_most = forms.IntegerField(label=_("At most in an hour"), min_value=1, max_value=400)


class RejectionsForm(LimitForm):
    kind = content.Rejections

    is_on = forms.BooleanField(label=ON, required=False)
    rejected = forms.IntegerField(
        label=_("Rejected or hidden comments"),
        min_value=1,
        max_value=50,
        help_text=_("If a person has this many, their further comments are held."),
    )
    days = forms.IntegerField(label=_("In how many days"), min_value=1, max_value=365)


class LengthForm(LimitForm):
    kind = content.Length

    is_on = forms.BooleanField(label=ON, required=False)
    newcomer_characters = forms.IntegerField(
        label=_("Characters"),
        min_value=100,
        max_value=BODY_MAX_LENGTH,
        help_text=_("Longer comments of newcomers are held."),
    )


class SitePolicyForm(LimitForm):
    kind = content.SitePolicy

    holds = forms.ChoiceField(
        label=_("Comments that need approval on all stories"),
        choices=content.SiteHolds.choices,
        help_text=_("Authors can ask for more on their own stories, and their own comments pass."),
    )
