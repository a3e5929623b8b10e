from django.urls import reverse

from serial.moderation.check_settings.parts import RULES


def section_url(section: str, *, is_gone: bool = False) -> str:
    """Returns the URL of the page that edits a section (CheckSettings.section)."""
    kind, _slash, name = section.partition("/")
    if section == RULES or not name:
        return reverse("moderation_rules")
    if is_gone:
        return reverse("moderation_versions")
    return reverse("moderation_word_list" if kind == "words" else "moderation_limit", args=[name])
