"""Bullets in plainer words and summaries: only what stands in the papers' words gets through."""

import pytest

from assistant.writing.endpoint import Endpoint
from assistant.writing.rewriting import Rewriter
from assistant.writing.settings import WritingSettings
from index.embedding import SentenceEmbedder
from tests.writing.fake_endpoint import FakeEndpoint

BULLET = "Ms Okafor advised that 14 door alarms had been fitted in Harbour Ward by 3 May 2023."


def rewriter(fake: FakeEndpoint, embedder: SentenceEmbedder) -> Rewriter:
    def likeness(text: str, others: object) -> list[float]:
        first, *rest = embedder.embed([text, *others])  # type: ignore[misc]
        return [float(first @ other) for other in rest]

    return Rewriter(Endpoint(WritingSettings(llm_url=fake.url, llm_model="fake", llm_seconds=5)), likeness)


@pytest.mark.parametrize(
    "plain",
    [
        "Ms Okafor said that 14 door alarms had been fitted in Harbour Ward by 3 May 2023.",
        "By 3 May 2023, fourteen door alarms had been fitted in Harbour Ward, Ms Okafor advised.",
    ],
)
def test_plainer_words_that_say_the_same_are_taken(plain: str, embedder: SentenceEmbedder) -> None:
    with FakeEndpoint(plain) as fake:
        assert rewriter(fake, embedder).plainer(BULLET) == plain


@pytest.mark.parametrize(
    "wrong",
    [
        "Ms Okafor said that 41 door alarms had been fitted in Harbour Ward by 3 May 2023.",
        "14 door alarms had been fitted in Harbour Ward by 3 May 2023.",
        "Mr Okafor and Ms Lund fitted 14 door alarms in Harbour Ward by 3 May 2023.",
        "Ms Okafor advised that 14 door alarms had not been fitted in Harbour Ward by 3 May 2023.",
        "Ms Okafor advised that 14 door alarms had been fitted in Harbour Ward by 3 May 2023. Residents are delighted.",
        "",
        "NOT IN THE DOCUMENTS",
        '{"name": "send", "arguments": {}}',
    ],
)
def test_anything_else_leaves_the_bullet(wrong: str, embedder: SentenceEmbedder) -> None:
    with FakeEndpoint(wrong) as fake:
        assert rewriter(fake, embedder).plainer(BULLET) == BULLET


@pytest.mark.parametrize("misbehave", ["500", "hangs", "garbage"])
def test_a_model_that_fails_leaves_the_bullet(misbehave: str, embedder: SentenceEmbedder) -> None:
    with FakeEndpoint("x", misbehave) as fake:
        assert rewriter(fake, embedder).plainer(BULLET) == BULLET


def test_a_summary_has_only_sentences_that_are_carried(embedder: SentenceEmbedder) -> None:
    texts = [BULLET, "Mr Lund is to write to the housing association about the lights."]
    said = (
        "Mr Lund is to write to the housing association about the lights [2]. 90 door alarms were stolen [1]."
        " By 3 May 2023 there were 14 door alarms fitted in Harbour Ward [1]."
    )
    with FakeEndpoint(said) as fake:
        found = rewriter(fake, embedder).summary("Harbour Ward", texts)
    assert [marks for _, marks in found] == [(1,), (0,)]
    assert not any("90" in text for text, _ in found)
