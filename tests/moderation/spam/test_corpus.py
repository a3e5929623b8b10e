"""The spam score on comments written by hand (corpus/). docs/performance.md has its figures."""

from collections import Counter

import pytest

from serial.moderation.spam.explaining import describe, heaviest_features, places_of
from serial.moderation.spam.features import ScoredComment, vector_of
from serial.moderation.spam.logistic import Example, train
from serial.moderation.spam.training import train_on
from serial.moderation.spam.words import split_words
from tests.cases import each_case
from tests.moderation.spam.corpus.generator import make_corpus, read_templates

# Of texts that the corpus does not have.
NEW_SPAM = (
    "Your characters feel so alive! I draw comics and my commissions are open. Discord?",
    "I'd love to turn this into a webtoon, my rates are low, add me on Instagram",
    "Verify your password now or your account will be closed: http://mail-check.top",
)
NEW_OTHERS = (
    "I drew Mara's coat yesterday, it is my first fan art in years!",
    "Who is the artist of the cover? It is gorgeous.",
    "There is a typo in the second paragraph: “teh lamp”.",
)


def test_a_score_trained_on_a_small_sample_ranks_new_texts() -> None:
    examples = [
        Example(vector_of(each.comment), each.template.is_spam)
        for each in make_corpus(per_template=1)
    ]
    assert 300 <= len(examples) <= 400
    weights = train(examples)

    def score(text: str) -> float:
        return weights.score(vector_of(ScoredComment(body=text, is_guest=True)))

    assert min(map(score, NEW_SPAM)) > 0 > max(map(score, NEW_OTHERS))
    spam = ScoredComment(body=NEW_SPAM[0], is_guest=True)
    names = heaviest_features(weights, spam)
    places = [spam.body[start:end] for start, end in places_of(names, spam.body)]
    assert "commissions" in " ".join(places)
    assert all(describe(name) for name in names)


@each_case(
    ("name", "words"),
    [
        ("word:portfolio", "“portfolio”"),
        ("pair:see my", "“see my”"),
        ("word:$00", "“$00” (0 is any digit)"),
        ("link:bit.ly", "a link or email at bit.ly"),
        ("links:0", "no link"),
        ("links:1", "1 link"),
        ("links:3", "3 or more links"),
        ("stories:1", "the same text on 1 other story"),
        ("stories:4", "the same text on 4 or more other stories"),
        ("account:guest", "a guest"),
        ("account:older", "an account older than a year"),
    ],
)
def test_features_in_words(name: str, words: str) -> None:
    assert describe(name) == words


def test_places_of_words_and_pairs_are_joined_where_they_overlap() -> None:
    body = "See my portfolio, my portfolio."
    names = ["pair:see my", "pair:my portfolio", "word:portfolio", "account:guest"]
    assert [body[start:end] for start, end in places_of(names, body)] == [
        "See my portfolio",
        "my portfolio",
    ]


@pytest.mark.extended
def test_corpus_is_large_and_half_of_it_is_on_fiction() -> None:
    corpus = make_corpus()
    kinds = Counter(each.template.family.partition(":")[0] for each in corpus)
    assert len(corpus) >= 3_000
    assert kinds["fiction_spam"] + kinds["fiction_ham"] >= len(corpus) / 2
    assert min(kinds.values()) >= 600
    assert len({" ".join(split_words(each.comment.body)) for each in corpus}) == len(corpus)
    # Nothing is left to fill in.
    assert not [each.comment.body for each in corpus if "{" in each.comment.body]
    texts = Counter(template.text for template in read_templates())
    assert max(texts.values()) == 1 and len(texts) >= 350


@pytest.mark.extended
def test_precision_and_recall_on_held_out_templates() -> None:
    """A template's comments are trained on or measured on, never both.

    Measured: 98.6 % and 58 %, on the whole corpus 98.9 % and 73 % (docs/performance.md).
    """
    corpus = make_corpus(per_template=3)
    measures = train_on([each.label() for each in corpus]).measures
    assert measures.comments == len(corpus) > 1_000
    assert measures.precision > 0.97 and measures.recall > 0.5
