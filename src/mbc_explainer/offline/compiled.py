"""All answers of some rules as data: what a page needs to answer each profile without Python."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import or_
from typing import Any, Final

from mbc_explainer.answers.explainer import Explainer
from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.answers.labels import answer_cell
from mbc_explainer.answers.phrasing import capitalized
from mbc_explainer.answers.rulebooks import RuleBook, rulebook_for
from mbc_explainer.answers.sections import SECTIONS, PartShown
from mbc_explainer.disclaimer import DISCLAIMER
from mbc_explainer.knowledge.snapshot import Knowledge, json_in_lines, shipped_file
from mbc_explainer.patient import facts
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import FIELDS, RESULTS, Relevance, Therapy
from mbc_explainer.phrases import phrase
from mbc_explainer.rendering import Detail, Word

from .diagrams import ALWAYS, NEVER, Diagrams
from .form import form_fields
from .pieces import Page, pieces_of, without_repeats
from .profile_space import NULLABLE, ProfileSpace, Variables
from .variants import Branch, Variant, conditional, merged

__all__ = ["OFFLINE", "VERSION", "as_text", "compiled", "offline_data"]

VERSION: Final = 1
"""The version of this data; a new one where a field goes or changes its meaning."""

_TOKEN: Final = re.compile(r"[^,;:]+[,;:]? ?|[,;:] ?")
_LOCATIONS: Final = tuple(name for name, domain in facts.BASE_FACTS.items() if set(domain.fields) & set(NULLABLE))


OFFLINE: Final = "offline.json"
"""The name of the data of the shipped rules, in their folder."""


def offline_data(knowledge: Knowledge | None = None) -> dict[str, Any]:
    """The answers of some rules for every profile; those of the shipped rules are there, others take half a minute.

    Args:
        knowledge: other rules than those that ship with the library.

    Raises:
        ValueError: the blocks of their pages have no common order.
    """
    rules = rulebook_for(knowledge)
    if rules.shipped:
        data: dict[str, Any] = json.loads(shipped_file(OFFLINE))
        if data["rules_fingerprint"] == rules.knowledge.fingerprint:  # else the rules were compiled, and this was not
            return data
    return compiled(knowledge)


def as_text(data: dict[str, Any]) -> str:
    """The data as JSON, to be compared and reviewed."""
    return "".join(json_in_lines(data)) + "\n"


def compiled(knowledge: Knowledge | None = None) -> dict[str, Any]:
    """Compile the answers of some rules for every profile, goals and symptoms included.

    Args:
        knowledge: other rules than those that ship with the library.

    Raises:
        ValueError: the blocks of their pages have no common order.
    """
    return _Compiler(rulebook_for(knowledge)).data()


class _Compiler:
    """Compiles the answers of one set of rules."""

    def __init__(self, rules: RuleBook) -> None:
        self._rules = rules
        self._explainer = Explainer(rules)
        self._variables = Variables()
        self._diagrams: Diagrams = self._variables.diagrams
        self._plain = self._explainer.explain(PatientProfile())
        self._pieces: dict[str, int] = {}

    def data(self) -> dict[str, Any]:
        derived = list(self._variables.derived())
        explanation = self._explanation()
        pages = {f"explanation/{detail}": list(pieces_of(explanation, detail, self._diagrams)) for detail in Detail}
        for therapy in Therapy:
            for name, asked in (("why", Explanation.why), ("why_not", Explanation.why_not)):
                page = self._asked(therapy, asked)
                pages[f"{name}/{therapy}"] = list(pieces_of(page, Detail.STANDARD, self._diagrams))
        answers = {str(therapy): self._answers(therapy) for therapy in Therapy}
        settles = self._settles()
        kept = _Kept(self._diagrams)
        return {
            "version": VERSION,
            "lang": phrase("language"),
            "rules_fingerprint": self._rules.knowledge.fingerprint,
            "title": phrase("bundle.title"),
            "disclaimer": DISCLAIMER,
            "fields": form_fields(self._rules.phrasing),
            "vocabulary": {name: list(field.vocabulary) for name, field in FIELDS.items()},
            "nullable": list(NULLABLE),
            "facts": [kept(root) for root in derived],
            "pages": {
                name: [
                    [self._numbered(piece.html), kept(piece.when), *([1] if piece.begins else [])]
                    for piece in pieces
                    if piece.when != NEVER
                ]
                for name, pieces in pages.items()
            },
            "answers": {name: [[answer, kept(root)] for answer, root in these] for name, these in answers.items()},
            "settles": {name: [[text, kept(root)] for text, root in these] for name, these in settles.items()},
            "pieces": list(self._pieces),
            "nodes": kept.nodes,
        }

    def _numbered(self, piece: str) -> int:
        return self._pieces.setdefault(piece, len(self._pieces))

    def _space(self, asked: Iterable[str]) -> ProfileSpace:
        return ProfileSpace(self._rules.evaluation.base_facts_of(asked), self._variables)

    def _explanation(self) -> Page:
        branches = tuple(chain.from_iterable(map(self._section, SECTIONS)))
        return Page(
            self._title(),
            without_repeats(branches, self._diagrams),
            Explanation.lists_citations_from,
            self._plain.more,
            [Word(word.term, word.also, word.meaning) for word in self._plain.glossary],
        )

    def _title(self) -> tuple[Branch, ...]:
        space = self._space((*RESULTS, *_LOCATIONS))
        titles = self._variants(space, lambda explanation: explanation.page_title())
        tokens = ((members, _TOKEN.findall(title)) for title, members in titles.items())
        return conditional(merged(tokens, or_), space.root)

    def _variants(self, space: ProfileSpace, shown: Callable[[Explanation], Any]) -> dict[Any, int]:
        """What is shown for the profiles of a space, with the bits of those for which it is."""
        found: dict[Any, int] = {}
        for at, profile in enumerate(space):
            key = shown(self._explainer.explain(profile))
            found[key] = found.get(key, 0) | 1 << at
        return found

    def _section(self, part: PartShown) -> tuple[Branch, ...]:
        match part.reads:
            case ("source",):
                return conditional(merged([(ALWAYS, tuple(part.blocks(self._plain.source)))], or_), int)
            case ("profile_in_words",):
                return self._from_single_fields(part)
            case ("symptoms",):
                return self._of_symptoms(part)
            case ("sites",):
                asked: tuple[str, ...] = _LOCATIONS
            case ("goals",):
                asked = tuple(f"goals.{goal}" for goal in FIELDS["goals"].vocabulary)
            case ("options",) if not part.goal_fit:
                return self._of_space(part, self._of_therapies(*Therapy))
            case _:
                asked = ()
        return self._of_space(
            part, self._space((*asked, *chain.from_iterable(map(self._explainer.inputs, part.reads))))
        )

    def _of_space(self, part: PartShown, space: ProfileSpace) -> tuple[Branch, ...]:
        found: dict[tuple[int | tuple[int, ...], ...], tuple[bytearray, list[Any]]] = {}
        for at, profile in enumerate(space):
            read = [self._explainer.field(name, profile) for name in part.reads]
            members, _ = found.setdefault(tuple(map(_identity, read)), (bytearray(space.size // 8 + 1), read))
            members[at // 8] |= 1 << at % 8
        variants = ((int.from_bytes(members, "little"), tuple(part.blocks(*read))) for members, read in found.values())
        return conditional(merged(variants, or_), space.root)

    def _of_symptoms(self, part: PartShown) -> tuple[Branch, ...]:
        """What some symptoms show is what each of them shows, once."""
        each = (self._of_symptom(part, symptom) for symptom in FIELDS["symptoms"].vocabulary)
        return merged(chain.from_iterable(each), self._diagrams.either)

    def _of_symptom(self, part: PartShown, symptom: str) -> Iterator[Variant]:
        space = self._space((f"symptoms.{symptom}", *self._explainer.inputs("symptoms")))
        for at, profile in enumerate(space):
            yield space.root(1 << at), tuple(part.blocks(self._explainer.field("symptoms", profile)))

    def _from_single_fields(self, part: PartShown) -> tuple[Branch, ...]:
        """Each line is about one field, or one name of a field that can have many."""
        groups: list[tuple[str, ...]] = [(name,) for name in RESULTS]
        groups += [_LOCATIONS, tuple(f"goals.{goal}" for goal in FIELDS["goals"].vocabulary)]
        groups += [(f"symptoms.{symptom}",) for symptom in FIELDS["symptoms"].vocabulary]
        variants: list[Variant] = []
        places: dict[str, int] = {}
        for group in groups:
            space = self._space(group)
            told = self._variants(space, lambda explanation: explanation.profile_in_words)
            common = set.intersection(*map(set, told))
            for words, members in told.items():
                own = tuple(line for line in words if line not in common)
                places |= {line: words.index(line) for line in own}
                variants.append((space.root(members), tuple(part.blocks(own))))
        in_order = tuple(part.blocks(sorted(places, key=lambda line: places[line])))
        return merged([(NEVER, in_order), *variants], self._diagrams.either)

    def _asked(self, therapy: Therapy, asked: Callable[..., Any]) -> Page:
        space = self._of_therapies(therapy)
        answers = [
            asked(self._explainer.explain(profile), therapy, knowledge=self._rules.knowledge) for profile in space
        ]
        sections = [answer.blocks() for answer in answers]
        titles = merged(((1 << at, (section.title,)) for at, section in enumerate(sections)), or_)
        variants: dict[Any, int] = {}
        for at, section in enumerate(sections):
            variants[section.blocks] = variants.get(section.blocks, 0) | 1 << at
        branches = merged(((members, blocks) for blocks, members in variants.items()), or_)
        return Page(
            conditional(titles, space.root),
            conditional(branches, space.root),
            answers[0].lists_citations_from,
            None,
            (),
        )

    def _of_therapies(self, *therapies: Therapy) -> ProfileSpace:
        """The profiles that the answers about some therapy categories can tell apart, goals aside."""
        knowledge = self._rules.knowledge
        inputs = []
        for topic in knowledge.topics.therapies:
            if topic.therapy in therapies:
                tables = [f"{topic.therapy}.relevance", *(text.id for text in topic.remarks if text.when)]
                inputs += [
                    *(knowledge.answers[table].inputs for table in tables),
                    knowledge.decisions[f"{topic.therapy}.summary"].inputs,
                ]
        return self._space(chain.from_iterable(inputs))

    def _answers(self, therapy: Therapy) -> list[tuple[dict[str, Any], int]]:
        space = self._of_therapies(therapy)

        def shown(explanation: Explanation) -> tuple[Relevance, tuple[str, ...], str]:
            option = explanation[therapy]
            cell = answer_cell(option.relevance)
            words = phrase(
                "form.changed", mark=cell.mark, therapy=option.title, answer=capitalized(option.in_short or cell.text)
            )
            return option.relevance, option.depends_on, words

        return [
            ({"relevance": str(relevance), "depends_on": list(depends_on), "words": words}, space.root(members))
            for (relevance, depends_on, words), members in self._variants(space, shown).items()
        ]

    def _settles(self) -> dict[str, list[tuple[str, int]]]:
        """What each open field would still settle."""
        answers = self._rules.knowledge.answers
        space = self._space(chain.from_iterable(answers[f"{therapy}.relevance"].inputs for therapy in Therapy))
        found: dict[str, dict[str, int]] = {name: {} for name in FIELDS}
        for at, profile in enumerate(space):
            explanation = self._explainer.explain(profile)
            for question in explanation.open_questions(knowledge=self._rules.knowledge):
                texts = found[question.field]
                texts[question.text] = texts.get(question.text, 0) | 1 << at
        return {
            name: [(text, space.root(members)) for text, members in texts.items()]
            for name, texts in found.items()
            if texts
        }


class _Kept:
    """Numbers anew the nodes that some roots lead to, and leaves the others out."""

    def __init__(self, diagrams: Diagrams) -> None:
        self._diagrams = diagrams
        self._numbers: dict[int, int] = {}
        self.nodes: list[list[int]] = []

    def __call__(self, root: int) -> int:
        if root < 0:
            return root
        if root not in self._numbers:
            variable, *branches = self._diagrams.nodes[root]
            node = [variable, *map(self, branches)]
            self._numbers[root] = len(self.nodes)
            self.nodes.append(node)
        return self._numbers[root]


def _identity(read: Any) -> int | tuple[int, ...]:
    """Parts that are alike are the same object, or tuples of the same."""
    return tuple(map(id, read)) if isinstance(read, tuple) else id(read)
