from django import forms
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from serial.moderation.check_settings.content import Content, Effect, WordList
from serial.moderation.rules.forms.fields import RulesField
from serial.stories.choices import WRITING_LANGUAGES

NAME_MAX_LENGTH = 60
# "words-" and the key are the code of a finding.
KEY_MAX_LENGTH = 30


class WordListForm(forms.Form):
    is_removable = True

    name = forms.CharField(label=_("Name"), max_length=NAME_MAX_LENGTH)
    rules = RulesField(
        label=_("Words and phrases"),
        rows=9,
        help_text=_(
            "One per line. * stands for any letters, or on its own for any word. Accents and "
            "look-alike letters are matched too: c0mmissións."
        ),
    )
    effect = forms.ChoiceField(label=_("When a comment matches"), choices=Effect.choices)
    language = forms.ChoiceField(label=_("Language of the story"), required=False)

    def __init__(self, data: QueryDict | None, *, part: WordList | None, content: Content) -> None:
        initial = vars(part) if part else {"effect": Effect.HOLD}
        super().__init__(data, initial=initial)
        self.part, self.content = part, content
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [("", _("Any")), *WRITING_LANGUAGES]

    def draft(self) -> WordList:
        data = self.cleaned_data
        return WordList(
            key=self.part.key if self.part else self._new_key(),
            name=data["name"],
            rules=data["rules"],
            effect=Effect(data["effect"]),
            language=data["language"],
        )

    def removed(self) -> None:
        """Returns what is left when the list is removed."""

    def _new_key(self) -> str:
        """Returns a key that no other list has."""
        base = slugify(self.cleaned_data["name"])[:KEY_MAX_LENGTH] or "list"
        keys = [base, *(f"{base}-{number}" for number in range(2, len(self.content.lists) + 3))]
        taken = {word_list.key for word_list in self.content.lists} | {"new"}
        return next(key for key in keys if key not in taken)
