"""docs/glossary.md lists every model and every module in an app's root folder."""

import re
from pathlib import Path

from django.apps import AppConfig, apps

from serial import environment
from tests.cases import each_case

ROOT = environment.BASE_DIR
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
LOCAL_APPS = [
    app
    for app in apps.get_app_configs()
    if app.name == "accounts" or app.name.startswith("serial.")
]
# Django looks for a module of this name in every app; it says nothing about the app.
DJANGO_MODULES = {"__init__.py", "apps.py"}
# Paths in backticks that begin with one of the project's own folders.
PATH = re.compile(r"`((?:serial|accounts|templates|tests|static|docs|deploy)/[\w./*-]*)`")


@each_case("app", LOCAL_APPS)
def test_every_model_is_in_the_glossary(app: AppConfig) -> None:
    models = {model.__name__ for model in app.get_models()}
    assert {name for name in models if f"`{name}`" not in GLOSSARY} == set()


@each_case("app", LOCAL_APPS)
def test_every_root_module_is_in_the_glossary(app: AppConfig) -> None:
    folder = Path(app.path)
    modules = {path for path in folder.glob("*.py") if path.name not in DJANGO_MODULES}
    listed = {str(path.relative_to(ROOT)) for path in modules}
    assert {path for path in listed if f"`{path}`" not in GLOSSARY} == set()


@each_case(
    "document",
    [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))],
)
def test_paths_in_documents_exist(document: Path) -> None:
    named = PATH.findall(document.read_text())
    assert [path for path in named if not list(ROOT.glob(path.rstrip("/")))] == []
