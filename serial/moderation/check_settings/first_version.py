"""The first version of the check settings of a new site, made by the app's first migration."""

from dataclasses import asdict

from django.apps.registry import Apps

from serial.moderation.check_settings.defaults import DEFAULTS


def add_first_version(apps: Apps, _schema_editor: object) -> None:
    """Stores the defaults as version 1, and their rules as rows."""
    apps.get_model("moderation", "CheckSettings").objects.create(
        version=1, content=DEFAULTS.to_json(), section=""
    )
    rule = apps.get_model("moderation", "Rule")
    rule.objects.bulk_create(rule(**asdict(each)) for each in DEFAULTS.rules)
