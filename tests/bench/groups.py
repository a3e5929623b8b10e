"""The groups of figures, and which of them run on which database."""

from dataclasses import dataclass
from typing import Final

DATABASES: Final[tuple[str, ...]] = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Group:
    """`module` has a function `measurements(scale, folder)`, which yields Measurements."""

    name: str
    module: str
    uses_database: bool = True


# Those on a database share one site. So pages comes first, with few chapters on the site, comments
# before posting, which adds comments to one of its chapters, and last large-site, moderation and
# queue-keys, which add a million comments.
GROUPS: Final = (
    Group("rendering", "tests.bench.bench_rendering", uses_database=False),
    Group("converting", "tests.bench.bench_converting", uses_database=False),
    Group("manuscripts", "tests.bench.bench_manuscripts", uses_database=False),
    Group("aligning", "tests.bench.bench_aligning", uses_database=False),
    Group("covers", "tests.bench.bench_covers", uses_database=False),
    Group("typing", "tests.bench.bench_typing", uses_database=False),
    Group("spam", "tests.bench.bench_spam", uses_database=False),
    Group("words", "tests.bench.bench_words", uses_database=False),
    Group("pages", "tests.bench.bench_pages"),
    Group("comments", "tests.bench.bench_comments"),
    Group("posting", "tests.bench.bench_posting"),
    Group("waves", "tests.bench.bench_waves"),
    Group("release", "tests.bench.bench_release"),
    Group("mail", "tests.bench.bench_mail"),
    Group("bell", "tests.bench.bench_bell"),
    Group("nginx", "tests.bench.bench_nginx"),
    Group("first-view", "tests.bench.bench_first_view"),
    Group("saving", "tests.bench.bench_saving"),
    Group("desk", "tests.bench.bench_desk"),
    Group("editions", "tests.bench.bench_editions"),
    Group("large-site", "tests.bench.bench_large_site"),
    Group("moderation", "tests.bench.bench_moderation"),
    Group("queue-keys", "tests.bench.bench_queue_keys"),
)


def select_groups(only: str, *, quick: bool = False) -> list[tuple[str, list[str]]]:
    """Returns (database, names of groups) for each process to run. The database "" is none.

    `only` is a list of names of groups and databases, with commas or blanks between them; empty
    means all. Without a database in it, the groups run on all databases, or on SQLite if `quick`;
    without a group in it, all groups that use a database run. Raises ValueError for an unknown
    name.
    """
    names = set(only.replace(",", " ").split())
    known = {*DATABASES, *(group.name for group in GROUPS)}
    if names - known:
        unknown = ", ".join(sorted(names - known))
        raise ValueError(f"unknown: {unknown}. Choose from {', '.join(sorted(known))}.")
    default = DATABASES[:1] if quick else DATABASES
    databases = [name for name in DATABASES if name in names] or list(default)
    wanted = names - set(DATABASES)
    selected = [
        group
        for group in GROUPS
        if group.name in wanted or (not wanted and (not names or group.uses_database))
    ]
    with_database = [group.name for group in selected if group.uses_database]
    without_database = [group.name for group in selected if not group.uses_database]
    runs = [("", without_database), *((database, with_database) for database in databases)]
    return [(database, group_names) for database, group_names in runs if group_names]
