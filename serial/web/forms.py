"""How the site renders a form: `{{ form }}` in a template."""

from django.forms.renderers import TemplatesSetting


class SiteFormRenderer(TemplatesSetting):
    """Labels above, hints below, errors beside their field and summed up above the form."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
