"""Rules other than the shipped ones, for the tests."""

from mbc_explainer.knowledge.snapshot import Knowledge, shipped


def another(version: str) -> Knowledge:
    """Rules that differ from the shipped ones in their version alone."""
    topics = shipped().topics
    index = topics.document.model_copy(update={"version": version})
    return Knowledge.of(topics.model_copy(update={"document": index}), shipped().decisions, shipped().answers)
