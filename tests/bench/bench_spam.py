"""The spam score on the written corpus: precision, recall, and the CPU time of its parts.

Templates, or whole families of them, are held out: nothing that is measured was trained on.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from serial.moderation.spam.explaining import heaviest_features, places_of
from serial.moderation.spam.features import ScoredComment, vector_of
from serial.moderation.spam.labels import Label
from serial.moderation.spam.logistic import Example, Weights, train
from serial.moderation.spam.training import train_on
from tests.bench.cpu_time import measure_functions
from tests.bench.figures import Measurement, Values
from tests.bench.scale import Scale
from tests.moderation.spam.corpus.generator import CorpusComment, make_corpus

LENGTHS = (300, 10_000)


def measurements(scale: Scale, folder: Path) -> Iterator[Measurement]:
    corpus = make_corpus(per_template=scale.spam_comments)
    for name, labels in _held_out(corpus):
        yield name, partial(measure_score, labels)
    yield from measure_functions(scale, _functions(corpus))


def _held_out(corpus: Sequence[CorpusComment]) -> Iterator[tuple[str, list[Label]]]:
    labels = [each.label() for each in corpus]
    families = [each.template.family for each in corpus]
    yield "templates held out", labels
    yield "templates held out, only the text", [each.label(is_text_only=True) for each in corpus]
    for topic in ("fiction", "general"):
        chosen = (label for label, family in zip(labels, families, strict=True) if topic in family)
        yield f"templates held out, only {topic}", list(chosen)
    by_family = zip(labels, families, strict=True)
    yield "families held out", [label._replace(group=family) for label, family in by_family]


def measure_score(labels: Sequence[Label]) -> Values:
    started = time.process_time()
    measures = train_on(labels).measures
    return {
        "comments": measures.comments,
        "spam": measures.spam,
        "called spam": measures.flagged,
        "precision, %": measures.precision * 100,
        "at least, %": measures.precision_bound * 100,
        "recall, %": measures.recall * 100,
        "CPU s": time.process_time() - started,
    }


def _functions(corpus: Sequence[CorpusComment]) -> Iterator[tuple[str, Callable[[], object]]]:
    weights = train([Example(vector_of(each.comment), each.template.is_spam) for each in corpus])
    text = " ".join(each.comment.body for each in corpus[:: len(corpus) // 200])
    for length in LENGTHS:
        comment = replace(corpus[0].comment, body=text[:length])
        yield f"score {length:,} characters", partial(_score, weights, comment)
        yield f"say what weighed, {length:,} characters", partial(_explain, weights, comment)


def _score(weights: Weights, comment: ScoredComment) -> object:
    return weights.score(vector_of(comment))


def _explain(weights: Weights, comment: ScoredComment) -> object:
    return places_of(heaviest_features(weights, comment), comment.body)
