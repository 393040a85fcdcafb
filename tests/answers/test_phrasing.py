from mbc_explainer.answers.phrasing import Phrasing, decapitalized, enumerated, listed, sentence
from mbc_explainer.knowledge.snapshot import shipped

PHRASING = Phrasing(shipped().topics)


def test_every_statement_has_the_citations_of_its_text() -> None:
    for text in shipped().topics.texts():
        statement = PHRASING.statement(text)
        assert (text.text, text.sources) == (statement.text, tuple(citation.locator for citation in statement.passages))
        assert statement is PHRASING.statement(text)


def test_every_fact_in_every_table_has_words() -> None:
    for table in shipped().decisions.values():
        for key in table.rows:
            for cell in key.split():
                name, _, value = cell.partition("=")
                fact = PHRASING.fact((name, value))
                assert (name, value) == (fact.name, fact.value)
                assert fact.text


def test_a_fact_that_no_rule_tests_has_words_too() -> None:
    assert "symptomatic_sites.lung is yes" == PHRASING.fact(("symptomatic_sites.lung", "yes")).text
    assert "for surgery, the article describes" in PHRASING.fact(("relevance.surgery", "relevant")).text


def test_words_go_on_in_a_line_as_they_are_named() -> None:
    assert ("hormone therapy", "HER2 result", "") == tuple(map(decapitalized, ("Hormone therapy", "HER2 result", "")))
    assert ("", "a", "a and b", "a, b, and c") == tuple(map(enumerated, ("", "a", "ab", "abc")))


def test_words_become_sentences_and_lists() -> None:
    assert ("The bones.", "a, b") == (sentence("the bones"), listed(["a", "b"]))
