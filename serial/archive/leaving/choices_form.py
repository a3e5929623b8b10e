import json
from collections.abc import Mapping
from hashlib import sha256

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from serial.archive.leaving.story_options import StoryOptions, options_of
from serial.erasure import CommentsChoice, StoryChoice, StoryDecision
from serial.stories.models import Story


class LeavingForm(forms.Form):
    """Asks what to do with the stories and the comments of a member who leaves."""

    comments = forms.ChoiceField(
        label=_("Your comments"),
        choices=[
            (CommentsChoice.KEEP, _("Keep them without a name")),
            (CommentsChoice.ERASE, _("Erase the words")),
        ],
        initial=CommentsChoice.KEEP,
        widget=forms.RadioSelect(attrs={"class": "field__choices"}),
    )

    def __init__(self, user: User, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        stories = Story.objects.credited_to(user).not_deleted()
        self.options = {option.story.pk: option for option in options_of(user, stories)}
        for pk, option in self.options.items():
            choices = [_choice(option, decision) for decision in option.decisions()]
            preselected = option.preselected()
            self.fields[_name(pk)] = forms.ChoiceField(
                label=format_html("<bdi>{}</bdi>", option.story.title),
                choices=choices,
                initial=_choice(option, preselected)[0] if preselected else None,
                widget=forms.RadioSelect(attrs={"class": "field__choices"}),
            )

    def story_fields(self) -> list[forms.BoundField]:
        return [self[_name(pk)] for pk in self.options]

    def comments_choice(self) -> CommentsChoice:
        return CommentsChoice(self.cleaned_data["comments"])

    def decisions(self) -> dict[int, StoryDecision]:
        """By the primary key of the story."""
        return {pk: _decision(self.cleaned_data[_name(pk)]) for pk in self.options}

    def chosen(self) -> dict[str, str]:
        """Returns the choices as the form sends them."""
        return {name: str(value) for name, value in self.cleaned_data.items()}

    def chosen_hash(self) -> str:
        """The page on which they are confirmed sends it back, so that nothing else is done."""
        return sha256(json.dumps(self.chosen(), sort_keys=True).encode()).hexdigest()


def _name(pk: int) -> str:
    return f"story-{pk}"


def _choice(option: StoryOptions, decision: StoryDecision) -> tuple[str, str]:
    if decision.hand_over_to is None:
        labels = {
            StoryChoice.KEEP: gettext("Keep it without a name"),
            StoryChoice.DELETE: gettext("Delete it"),
        }
        return decision.choice, labels[decision.choice]
    pen_name = next(pen for pen in option.successors if pen.pk == decision.hand_over_to)
    values = {"name": pen_name.name, "roles": option.roles_of(pen_name)}
    label = gettext("Hand it over to %(name)s (%(roles)s)") % values
    return f"{decision.choice}:{decision.hand_over_to}", label


def _decision(value: str) -> StoryDecision:
    choice, _colon, pen_name = value.partition(":")
    return StoryDecision(StoryChoice(choice), int(pen_name) if pen_name else None)
