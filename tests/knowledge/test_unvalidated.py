from mbc_explainer.knowledge.snapshot import SNAPSHOT, Knowledge, rules_folder, shipped


def test_the_shipped_rules_are_read_as_validation_would_read_them() -> None:
    """Their types, their order and what was left out are the same too."""
    text = (rules_folder() / SNAPSHOT).read_text(encoding="utf-8")
    validated = Knowledge.model_validate_json(text)
    assert repr(validated.model_dump()) == repr(shipped().model_dump())
    assert (validated.topics, validated.decisions, validated.answers) == (
        shipped().topics,
        shipped().decisions,
        shipped().answers,
    )
    assert text == shipped().to_json()
