"""A trial as the page shows it: mistakes first, then what is new, and when the hits were."""

from dataclasses import dataclass

from serial.moderation.check_settings.content import Effect
from serial.moderation.rules.samples import Sample, make_sample
from serial.moderation.trials.trying import Fate, Hit, Trial

# Of each kind; the rest is in a fold.
SHOWN = 5
# Of a trial that holds everything.
MAX_LISTED = 100
# The width of the line of hits, in its own units.
WIDTH = 1_000


@dataclass(frozen=True)
class TrialView:
    """mistakes: approved by people, and would have been held. rest: all others that fit."""

    trial: Trial
    # What the draft does to a hit: "reject", "hold" or "log".
    effect: str
    counts: dict[str, int]
    mistakes: list[Sample]
    new: list[Sample]
    rest: list[Sample]
    unlisted: int
    hit_marks: str
    mistake_marks: str


def view_trial(trial: Trial, effect: str = Effect.HOLD) -> TrialView:
    mistakes = trial.of_fate(Fate.APPROVED)
    # The newest first: they can still be decided on.
    new = [hit for hit in reversed(trial.new()) if hit not in mistakes]
    shown = [*mistakes[:SHOWN], *new[:SHOWN]]
    rest = [hit for hit in reversed(trial.hits) if hit not in shown]
    return TrialView(
        trial=trial,
        effect=effect if effect in (Effect.REJECT, Effect.LOG) else Effect.HOLD,
        counts={fate.value: len(trial.of_fate(fate)) for fate in Fate},
        mistakes=[make_sample(hit) for hit in mistakes[:SHOWN]],
        new=[make_sample(hit) for hit in new[:SHOWN]],
        rest=[make_sample(hit) for hit in rest[:MAX_LISTED]],
        unlisted=max(0, len(rest) - MAX_LISTED),
        hit_marks=_marks(trial, [hit for hit in trial.hits if hit.fate != Fate.APPROVED]),
        mistake_marks=_marks(trial, mistakes),
    )


def _marks(trial: Trial, hits: list[Hit]) -> str:
    """Returns an SVG path with a stroke for each hit, the oldest comment at the left."""
    step = WIDTH / max(1, trial.tried)
    return "".join(f"M{(hit.position + 0.5) * step:.1f} 4v19" for hit in hits)
