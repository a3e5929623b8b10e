"""The garbage collector waits while a text is parsed, and parsing leaves nothing for it."""

import gc
from collections.abc import Iterator

import pytest

from serial.markup.limits import MAX_SOURCE_LENGTH
from serial.markup.rendering import Options, render

TEXTS = {
    "formatted": '**Ann:** I am *here*.[^1]\n\n::: chat\n"No," <b>he</b> said.\n:::\n\n[^1]: `n`\n',
    "beyond a limit": "a" * (MAX_SOURCE_LENGTH + 1),
}


@pytest.fixture(params=[True, False], ids=["enabled", "disabled"])
def is_enabled(request: pytest.FixtureRequest) -> Iterator[bool]:
    before = gc.isenabled()
    (gc.enable if request.param else gc.disable)()
    yield request.param
    (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("source", TEXTS.values(), ids=TEXTS)
def test_it_goes_on_as_before(source: str, is_enabled: bool) -> None:
    render(source, Options())
    assert gc.isenabled() == is_enabled


def test_it_does_not_run_while_a_text_is_parsed() -> None:
    runs: list[str] = []
    started = gc.get_threshold()
    gc.set_threshold(50)
    gc.callbacks.append(lambda phase, _info: runs.append(phase))
    try:
        render(TEXTS["formatted"] * 50, Options())
        during = len(runs)
    finally:
        gc.callbacks.pop()
        gc.set_threshold(*started)
    # Before and after parsing, few objects are made.
    assert during <= 4


@pytest.mark.extended
def test_parsing_leaves_no_cycles() -> None:
    gc.collect()
    render(TEXTS["formatted"], Options())
    assert gc.collect() == 0
