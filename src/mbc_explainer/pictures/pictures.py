"""Pictures, each with what it says in words: who gets which answer, how answers settle, the rules as a graph.

The pictures themselves hold data, and need nothing more to be read as text, Markdown,
HTML or JSON; drawing them as SVG or PNG needs ``mbc-explainer[plots]``.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from itertools import chain, product
from types import ModuleType
from typing import Any

from mbc_explainer import rendering
from mbc_explainer.answers.explainer import explain
from mbc_explainer.answers.labels import RELEVANCE_TITLES, answer_cell
from mbc_explainer.answers.models import any_of
from mbc_explainer.answers.phrasing import sentence
from mbc_explainer.answers.renderable import Renderable
from mbc_explainer.answers.rulebooks import RuleBook, rulebook_for
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.errors import ExtraError, UnknownNameError
from mbc_explainer.frozen import Frozen
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.knowledge.texts import Alternative, Condition
from mbc_explainer.patient.facts import FactValue, completions
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import RECEPTORS, Relevance, Therapy
from mbc_explainer.rendering import Cell, Items, Paragraph, Section, Table

__all__ = ["AnswerGrid", "GridRow", "Picture", "RuleGraph", "answer_flow", "receptor_map", "rule_graph"]


class Picture(Renderable):
    """A picture, and what it says in words."""

    title: str
    about: str
    """What it shows, in one sentence."""

    @abstractmethod
    def _drawn(self, drawing: ModuleType, form: str, dpi: int = 150) -> bytes: ...

    def to_svg(self) -> str:
        """An SVG picture with letters that can be read aloud, its text alternative, and the disclaimer.

        Raises:
            ExtraError: what draws it is missing; it says how to install it.
        """
        drawing = _drawing()
        drawn: str = drawing.svg_with_words(self._drawn(drawing, "svg"), self.title, self._in_words())
        return drawn

    def to_png(self, dpi: int = 150) -> bytes:
        """A PNG picture of so many dots an inch, with its text alternative as metadata.

        Raises:
            ExtraError: what draws it is missing; it says how to install it.
        """
        drawing = _drawing()
        drawn: bytes = drawing.png_with_words(self._drawn(drawing, "png", dpi), self.title, self._in_words())
        return drawn

    def _in_words(self) -> str:
        return " ".join(self.to_text().split())

    def _repr_mimebundle_(self, **options: object) -> dict[str, str]:
        bundle = super()._repr_mimebundle_(**options)
        try:
            return {**bundle, "text/html": self.to_svg() + bundle["text/html"]}
        except ExtraError:
            return bundle


def _drawing() -> ModuleType:
    from . import drawing  # noqa: PLC0415 -- most readers do without matplotlib

    return drawing


class GridRow(Frozen):
    """One therapy category, and its answer in each column."""

    therapy: Therapy
    title: str
    answers: tuple[Relevance, ...]


class AnswerGrid(Picture):
    """The answers for the eight categories, column by column."""

    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    joined: bool = False
    """Whether the columns follow one another in time, so that an answer that stays is one bar."""

    def outline(self) -> Section:
        """The same as a table."""
        rows: tuple[tuple[str | Cell, ...], ...] = tuple(
            (row.title, *(answer_cell(one) for one in row.answers)) for row in self.rows
        )
        table = Table(self.about, ("Kind of care", *self.columns), rows)
        return Section(self.title, (table,), "picture")

    def _drawn(self, drawing: ModuleType, form: str, dpi: int = 150) -> Any:
        rows = {row.therapy: (row.title, row.answers) for row in self.rows}
        return drawing.figure_as(drawing.draw_grid(self.title, self.columns, rows, joined=self.joined), form, dpi)


def receptor_map(*, knowledge: Knowledge | None = None) -> AnswerGrid:
    """The answers for each receptor group, with nothing else known."""
    rules = rulebook_for(knowledge)
    groups: dict[str, PatientProfile] = {}
    for completion in completions(PatientProfile(), RECEPTORS):
        profile = PatientProfile(**completion)
        groups.setdefault(_group(rules, profile), profile)
    about = "What the document says of each kind of care for each receptor group, with nothing else known"
    return _grid("Receptor groups and kinds of care", about, groups, knowledge)


def _group(rules: RuleBook, profile: PatientProfile) -> str:
    """The receptor groups that a profile belongs to, in words."""
    values = rules.evaluation.facts(
        profile, tuple(fact.fact for fact in rules.knowledge.topics.receptors.facts if fact.shown)
    )
    return sentence("; ".join(rules.wording.fact(one).text for one in values.items() if one[1] != "no")).rstrip(".")


def answer_flow(profile: PatientProfile | Mapping[str, Any], *, knowledge: Knowledge | None = None) -> AnswerGrid:
    """How the answers settle as a profile's results come in, the most telling first.

    Raises:
        ProfileError: the profile can't be read.
    """
    if not isinstance(profile, PatientProfile):
        profile = PatientProfile.model_validate(profile)
    about = "What the document says of each kind of care, as one result after another comes in"
    return _grid("From unknown to settled", about, dict(_steps(profile, knowledge)), knowledge, joined=True)


def _steps(profile: PatientProfile, knowledge: Knowledge | None) -> Iterator[tuple[str, PatientProfile]]:
    known = explain(PatientProfile(), knowledge=knowledge)
    yield "Nothing known", known.profile
    left = {name: value for name, value in vars(profile).items() if value != getattr(known.profile, name)}
    while field := next((one.field for one in known.open_questions(knowledge=knowledge) if one.field in left), None):
        told = known
        known = explain({**vars(told.profile), field: left.pop(field)}, knowledge=knowledge)
        new = [words for words in known.profile_in_words if words not in told.profile_in_words]
        yield "; ".join(words.rstrip(".") for words in new), known.profile


def _grid(
    title: str,
    about: str,
    columns: Mapping[str, PatientProfile],
    knowledge: Knowledge | None,
    *,
    joined: bool = False,
) -> AnswerGrid:
    answers = [explain(profile, knowledge=knowledge).options for profile in columns.values()]
    rows = tuple(
        GridRow(therapy=each[0].therapy, title=each[0].title, answers=tuple(one.relevance for one in each))
        for each in zip(*answers, strict=True)
    )
    return AnswerGrid(title=title, about=about, columns=tuple(columns), rows=rows, joined=joined)


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

    def outline(self) -> Section:
        """Rule by rule, in words."""
        rules = tuple(Paragraph(node.words, lead=node.text) for node in self.nodes if node.words)
        return Section(self.title, (Paragraph(self.about), Items(rules)), "picture")

    def to_mermaid(self) -> str:
        """The graph as a Mermaid flowchart."""
        return rendering.graph({node.id: node.text for node in self.nodes}, self.arrows, DISCLAIMER)

    def to_dot(self) -> str:
        """The graph as Graphviz takes it.

        Raises:
            ExtraError: the package ``graphviz`` is missing; it says how to install it.
        """
        return str(self._graph(_drawing()).source)

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
    for topic in builder.rules.knowledge.topics.therapies:
        if therapy in {None, topic.therapy}:
            for rule in topic.rules:
                answer = f"{topic.therapy}={rule.relevance}"
                builder.answer(answer, f"{topic.title}: {RELEVANCE_TITLES[rule.relevance]}", rule.relevance)
                builder.rule(rule.id, rule.when, answer)
    name = f": {builder.rules.wording.therapies[Therapy[therapy.upper()]]}" if therapy else ""
    return RuleGraph(
        title=f"From facts to answers{name}",
        about="Each rule, what it tests, and what it says. A rule with (all) needs all that leads to it; "
        "with (any), one is enough; with (some), its words say which go together.",
        nodes=tuple(builder.nodes.values()),
        arrows=tuple(dict.fromkeys(builder.arrows)),
    )


def _alternatives(line: Alternative) -> Iterator[tuple[FactValue, ...]]:
    """Facts that must all hold, each with one value: as many as the values can be picked."""
    return product(*([(fact, value) for value in values] for fact, values in line.items()))


def _together(lines: list[tuple[FactValue, ...]]) -> str:
    """Whether a rule with several arrows to it needs all that they come from, or any."""
    if max(map(len, lines)) > 1:
        return " (all)" if len(lines) == 1 else " (some)"
    return " (any)" if len(lines) > 1 else ""


class _GraphBuilder:
    """Collects nodes and arrows, rule by rule."""

    def __init__(self, rules: RuleBook) -> None:
        self.rules = rules
        self.nodes: dict[str, GraphNode] = {}
        self.arrows: list[tuple[str, str]] = []
        self._derived = {fact.fact: fact for fact in rules.knowledge.topics.receptors.facts}

    def answer(self, name: str, text: str, relevance: Relevance) -> None:
        """Add an answer."""
        self.nodes[name] = GraphNode(id=name, text=text, answer=relevance)

    def rule(self, name: str, when: Condition, follows: str) -> None:
        """Add a rule with what it tests and what follows from it."""
        lines = list(chain.from_iterable(map(_alternatives, when)))
        tested = dict.fromkeys(chain.from_iterable(lines))
        self.nodes[name] = GraphNode(id=name, text=name + _together(lines), words=self._words(lines, follows))
        self.arrows.append((name, follows))
        if not tested:
            self.nodes["always"] = GraphNode(id="always", text="Every profile")
            self.arrows.append(("always", name))
        for fact, value in tested:
            self.arrows.append((self._fact(fact, value), name))

    def _words(self, lines: list[tuple[FactValue, ...]], follows: str) -> str:
        when = any_of(self.rules.wording.alternatives(tuple(lines)), ", or where ")
        return f"{f'Where {when}' if when else 'Always'}: {self.nodes[follows].text}."

    def _fact(self, fact: str, value: str) -> str:
        name = f"{fact}={value}"
        if name not in self.nodes:
            words = self.rules.wording.fact((fact, value)).text
            derived = self._derived.get(fact)
            self.nodes[name] = GraphNode(id=name, text=words[:1].upper() + words[1:])
            for rule in derived.rules if derived else ():
                if rule.value == value:
                    self.rule(rule.id, rule.when, name)
        return name
