"""Rules other than the shipped ones."""

import pytest

from mbc_explainer.knowledge.snapshot import Knowledge, shipped


@pytest.fixture
def another_knowledge() -> Knowledge:
    """Rules that differ from the shipped ones in their version alone."""
    topics = shipped().topics
    index = topics.document.model_copy(update={"version": "another"})
    return Knowledge.of(topics.model_copy(update={"document": index}), shipped().decisions, shipped().answers)
