"""The names that the product fixes: what a profile can state, field by field, and what an answer can be.

What each name is called in plain words stands in ``rules/``; what is known about it stands
there too. What a field is called, and how it is asked for, stands in the phrases under its
name. Here are only the names, in the order in which they are shown, and one thing that the
code knows of them: how a stated result reads once everything is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, Self

__all__ = [
    "CHOICES",
    "FIELDS",
    "RECEPTORS",
    "RESULTS",
    "SITES",
    "SYMPTOMATIC_SITES",
    "Fit",
    "Goal",
    "GoalWord",
    "Group",
    "Her2Status",
    "Her2Word",
    "ProfileField",
    "ReceptorStatus",
    "Relevance",
    "ResultWord",
    "Site",
    "SiteWord",
    "Symptom",
    "SymptomWord",
    "Therapy",
]


class ReceptorStatus(StrEnum):
    """What a test says of ER or PR (L12.1)."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


class Her2Status(StrEnum):
    """What a test says of HER2; the document itself knows only positive or not (L13.2, L14.2)."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    LOW = "low"
    EQUIVOCAL = "equivocal"
    UNKNOWN = "unknown"


ResultWord = Literal["positive", "negative", "unknown"]
"""The members of ``ReceptorStatus`` as plain text, for an editor to offer; so below for the others."""
Her2Word = Literal["positive", "negative", "low", "equivocal", "unknown"]


class Site(StrEnum):
    """Where the cancer has spread to: the four places of the document (L3.1), or another."""

    BONE = "bone"
    LUNG = "lung"
    LIVER = "liver"
    BRAIN = "brain"
    OTHER = "other"


SiteWord = Literal["bone", "lung", "liver", "brain", "other"]


class Symptom(StrEnum):
    """The symptoms and side effects that the document names (L18-L36, L44.4, L47.4, L50.2, L51.1)."""

    BONE_PAIN = "bone_pain"
    WEAKER_BONES = "weaker_bones"
    HIGH_CALCIUM = "high_calcium"
    CONFUSION = "confusion"
    MOOD_CHANGES = "mood_changes"
    CONSTIPATION = "constipation"
    BODY_ACHES = "body_aches"
    ABDOMINAL_PAIN = "abdominal_pain"
    ANEMIA = "anemia"
    FATIGUE = "fatigue"
    LACK_OF_ENERGY = "lack_of_energy"
    EASY_BRUISING = "easy_bruising"
    FEELING_COLD = "feeling_cold"
    SHORTNESS_OF_BREATH = "shortness_of_breath"
    CHEST_PAIN = "chest_pain"
    COUGH = "cough"
    BLOOD_STREAKED_MUCUS = "blood_streaked_mucus"
    PERSISTENT_HEADACHES = "persistent_headaches"
    SEIZURES = "seizures"
    VISION_CHANGES = "vision_changes"
    PERSONALITY_CHANGES = "personality_changes"
    NAUSEA = "nausea"
    VOMITING = "vomiting"
    ABDOMINAL_SWELLING = "abdominal_swelling"
    YELLOW_SKIN = "yellow_skin"
    HAIR_LOSS = "hair_loss"
    WEAKNESS = "weakness"
    WEAKENED_IMMUNE_SYSTEM = "weakened_immune_system"
    AUTOIMMUNE_LIKE_EFFECTS = "autoimmune_like_effects"
    PAIN = "pain"
    DEPRESSION = "depression"
    ANXIETY = "anxiety"


SymptomWord = Literal[
    "bone_pain",
    "weaker_bones",
    "high_calcium",
    "confusion",
    "mood_changes",
    "constipation",
    "body_aches",
    "abdominal_pain",
    "anemia",
    "fatigue",
    "lack_of_energy",
    "easy_bruising",
    "feeling_cold",
    "shortness_of_breath",
    "chest_pain",
    "cough",
    "blood_streaked_mucus",
    "persistent_headaches",
    "seizures",
    "vision_changes",
    "personality_changes",
    "nausea",
    "vomiting",
    "abdominal_swelling",
    "yellow_skin",
    "hair_loss",
    "weakness",
    "weakened_immune_system",
    "autoimmune_like_effects",
    "pain",
    "depression",
    "anxiety",
]


class Goal(StrEnum):
    """What a person wants from treatment, as the document names it (L39.3, L39.4, L40.3, L40.4, L53)."""

    EXTEND_LIFE = "extend_life"
    RELIEVE_SYMPTOMS = "relieve_symptoms"
    LIMIT_SIDE_EFFECTS = "limit_side_effects"
    MOST_AGGRESSIVE = "most_aggressive"
    QUALITY_OF_LIFE = "quality_of_life"


GoalWord = Literal["extend_life", "relieve_symptoms", "limit_side_effects", "most_aggressive", "quality_of_life"]


class ProfileField(NamedTuple):
    """One field of a profile."""

    kind: Literal["receptor", "result", "sites", "choices"]
    """One receptor's result; one other result; sites, which may be not stated; or any number of some names."""
    vocabulary: type[StrEnum]
    """The names that it takes."""
    option: str
    """What the command line calls it, without its dashes."""
    term: str
    """The term of the glossary that tells most about it."""
    reads_as: Mapping[str, str] = MappingProxyType({})
    """Of a result: how a stated value reads once everything is known; a value that is missing here leaves it open."""
    within: str = ""
    """The field whose names its own must be among, where that is stated; such a field can state that there is none."""


_SETTLED: Final = MappingProxyType({"positive": "positive", "negative": "negative"})

FIELDS: Final[Mapping[str, ProfileField]] = MappingProxyType(
    {
        "er": ProfileField("receptor", ReceptorStatus, "er", "ER", _SETTLED),
        "pr": ProfileField("receptor", ReceptorStatus, "pr", "PR", _SETTLED),
        # The document knows HER2 as positive or not (L13.2, L14.2), so low is read as not positive.
        "her2": ProfileField("receptor", Her2Status, "her2", "HER2", MappingProxyType({**_SETTLED, "low": "negative"})),
        "sites": ProfileField("sites", Site, "site", "metastasis"),
        "symptomatic_sites": ProfileField("sites", Site, "symptomatic-site", "significant symptoms", within="sites"),
        "symptoms": ProfileField("choices", Symptom, "symptom", "symptom"),
        "goals": ProfileField("choices", Goal, "goal", "quality of life"),
    }
)
"""Every field by name, in the order in which a profile is shown."""

RECEPTORS: Final = tuple(name for name, field in FIELDS.items() if field.kind == "receptor")
RESULTS: Final = tuple(name for name, field in FIELDS.items() if field.kind in {"receptor", "result"})
CHOICES: Final = tuple(name for name, field in FIELDS.items() if field.kind == "choices")
SITES: Final = "sites"
SYMPTOMATIC_SITES: Final = "symptomatic_sites"


class Group(StrEnum):
    """The three groups of therapy categories (L41.1, L48.1, L50.1)."""

    SYSTEMIC = "systemic"
    LOCOREGIONAL = "locoregional"
    SUPPORTIVE = "supportive"


class Therapy(StrEnum):
    """The eight therapy categories of the document, in the order in which it names them."""

    group: Group

    def __new__(cls, value: str, group: Group) -> Self:
        """A member that is a string, and knows its group."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.group = group
        return member

    CHEMOTHERAPY = "chemotherapy", Group.SYSTEMIC
    TARGETED_THERAPY = "targeted_therapy", Group.SYSTEMIC
    HORMONE_THERAPY = "hormone_therapy", Group.SYSTEMIC
    IMMUNOTHERAPY = "immunotherapy", Group.SYSTEMIC
    RADIATION = "radiation", Group.LOCOREGIONAL
    SURGERY = "surgery", Group.LOCOREGIONAL
    SYMPTOM_RELIEF = "symptom_relief", Group.SUPPORTIVE
    MENTAL_HEALTH_CARE = "mental_health_care", Group.SUPPORTIVE


class Relevance(StrEnum):
    """What the document says of one therapy category for a profile; never a ranking."""

    RELEVANT = "relevant"
    """It describes this for people with a profile like this."""
    SOMETIMES = "sometimes"
    """It describes this as used in some cases or less often, or leaves open whether it fits."""
    NOT_DESCRIBED = "not_described"
    """It describes this for people with another profile; that is about one document alone."""
    DEPENDS = "depends"
    """The answer turns on something that the profile does not say."""


class Fit(StrEnum):
    """How a therapy category fits a stated goal, as the document has it."""

    SUPPORTS = "supports"
    TENSION = "tension"
    NOT_STATED = "not_stated"
