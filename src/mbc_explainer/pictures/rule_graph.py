"""The rules as a graph: from what a profile states over what follows from it to the answers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product
from types import ModuleType
from typing import Any

from mbc_explainer import rendering
from mbc_explainer.answers.labels import RELEVANCE_TITLES
from mbc_explainer.answers.models import all_of
from mbc_explainer.answers.phrasing import capitalized
from mbc_explainer.answers.rulebooks import RuleBook, rulebook_for
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import UnknownNameError
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.knowledge.texts import Alternative, Condition
from mbc_explainer.patient.facts import FactValue
from mbc_explainer.patient.vocabulary import Relevance, Therapy
from mbc_explainer.phrases import linked, phrase
from mbc_explainer.rendering import Items, Paragraph, Section

from .picture import Picture

__all__ = ["GraphNode", "RuleGraph", "rule_graph"]


class GraphNode(Frozen):
    """A fact with a value, a rule, or an answer."""

    id: str
    text: str
    answer: Relevance | None = None
    words: str = ""
    """Of a rule: what it tests and what it says, in a sentence."""


class RuleGraph(Picture):
    """The rules as a graph: from what a profile says over what follows from it to the answers."""

    nodes: tuple[GraphNode, ...]
    arrows: tuple[tuple[str, str], ...]
    """From what a rule tests to the rule, and from the rule to what it says."""

    def blocks(self) -> Section:
        """Rule by rule, in words."""
        rules = tuple(Paragraph(node.words, lead=node.text) for node in self.nodes if node.words)
        return Section(self.title, (Paragraph(self.about), Items(rules)))

    def to_mermaid(self) -> str:
        """The graph as a Mermaid flowchart."""
        return rendering.graph({node.id: node.text for node in self.nodes}, self.arrows, DISCLAIMER)

    def to_dot(self) -> str:
        """The graph as Graphviz takes it.

        Raises:
            ExtraError: the package ``graphviz`` is missing; it says how to install it.
        """
        return str(self._graph(self._drawing()).source)

    def _graph(self, drawing: ModuleType) -> Any:
        boxes = {node.id: drawing.Box(node.text, bool(node.words), node.answer) for node in self.nodes}
        return drawing.draw_graph(self.title, self.about, boxes, self.arrows)

    def _drawn(self, drawing: ModuleType, form: str, dpi: int = 150) -> Any:
        return drawing.graph_as(self._graph(drawing), form, dpi)


def rule_graph(therapy: str | None = None, *, knowledge: Knowledge | None = None) -> RuleGraph:
    """The rules that decide about the therapy categories, or about one, as a graph.

    Raises:
        UnknownNameError: there is no such category; it names the nearest.
    """
    if therapy is not None and therapy not in tuple(Therapy):
        raise UnknownNameError("therapy category", therapy, Therapy)
    builder = _GraphBuilder(rulebook_for(knowledge))
    title = phrase("rule_graph.title")
    for topic in builder.rules.knowledge.topics.therapies:
        if topic.therapy == therapy:
            title = phrase("rule_graph.title_of_therapy", therapy=topic.title)
        if therapy in {None, topic.therapy}:
            for rule in topic.rules:
                answer = f"{topic.therapy}={rule.relevance}"
                builder.answer(answer, topic.title, rule.relevance)
                builder.rule(rule.id, rule.when, answer)
    return RuleGraph(
        title=title,
        about=phrase("rule_graph.about"),
        nodes=tuple(builder.nodes.values()),
        arrows=tuple(dict.fromkeys(builder.arrows)),
    )


def _alternatives(line: Alternative) -> Iterator[tuple[FactValue, ...]]:
    """Facts that must all hold, each with one value: as many as the values can be picked."""
    return product(*([(fact, value) for value in values] for fact, values in line.items()))


def _name(rule: str, lines: list[tuple[FactValue, ...]]) -> str:
    """A rule's name; where several arrows lead to it, with whether it needs all that they come from, or any."""
    if max(map(len, lines)) > 1:
        return phrase("rule_graph.all", rule=rule) if len(lines) == 1 else phrase("rule_graph.some", rule=rule)
    return phrase("rule_graph.any", rule=rule) if len(lines) > 1 else rule


class _GraphBuilder:
    """Collects nodes and arrows, rule by rule."""

    def __init__(self, rules: RuleBook) -> None:
        self.rules = rules
        self.nodes: dict[str, GraphNode] = {}
        self.arrows: list[tuple[str, str]] = []
        self._derived = {fact.fact: fact for fact in rules.knowledge.topics.receptors.facts}

    def answer(self, name: str, therapy: str, relevance: Relevance) -> None:
        """Add an answer about a therapy category."""
        text = phrase("rule_graph.answer", therapy=therapy, answer=RELEVANCE_TITLES[relevance])
        self.nodes[name] = GraphNode(id=name, text=text, answer=relevance)

    def rule(self, name: str, when: Condition, follows: str) -> None:
        """Add a rule with what it tests and what follows from it."""
        lines = list(chain.from_iterable(map(_alternatives, when)))
        tested = dict.fromkeys(chain.from_iterable(lines))
        self.nodes[name] = GraphNode(id=name, text=_name(name, lines), words=self._words(lines, follows))
        self.arrows.append((name, follows))
        if not tested:
            self.nodes["always"] = GraphNode(id="always", text=phrase("rule_graph.every_profile"))
            self.arrows.append(("always", name))
        for fact, value in tested:
            self.arrows.append((self._fact(fact, value), name))

    def _words(self, lines: list[tuple[FactValue, ...]], follows: str) -> str:
        when = linked("list.or_where", map(all_of, self.rules.phrasing.alternatives(tuple(lines))))
        consequence = self.nodes[follows].text
        if when:
            return phrase("rule_graph.rule", when=when, consequence=consequence)
        return phrase("rule_graph.rule_for_all", consequence=consequence)

    def _fact(self, fact: str, value: str) -> str:
        name = f"{fact}={value}"
        if name not in self.nodes:
            words = self.rules.phrasing.fact((fact, value)).text
            derived = self._derived.get(fact)
            self.nodes[name] = GraphNode(id=name, text=capitalized(words))
            for rule in derived.rules if derived else ():
                if rule.value == value:
                    self.rule(rule.id, rule.when, name)
        return name
