"""What one document says about metastatic breast cancer, for a profile: education, never advice.

    >>> from mbc_explainer import PatientProfile, explain
    >>> explain(PatientProfile(er="positive"))["hormone_therapy"].relevance
    <Relevance.RELEVANT: 'relevant'>

Read on in the order in which the data flows: ``vocabulary`` and ``profile`` (what can be
said), ``facts`` (what rules may ask), ``knowledge`` (the rules, compiled), ``findings``
(what holds, what is open, and why), ``parts`` and ``assembly`` (in words),
``explanation`` (the whole answer). The other side, ``authoring``, makes the knowledge.
"""

from .errors import (
    DocumentError,
    EngineError,
    MbcExplainerError,
    ProfileError,
    RuleFileError,
    UnknownNameError,
)
from .explanation import Explanation, explain
from .knowledge import Knowledge
from .loading import load_knowledge
from .parts import TherapyOption
from .profile import PatientProfile
from .vocabulary import Relevance, Therapy

__all__ = [
    "DocumentError",
    "EngineError",
    "Explanation",
    "Knowledge",
    "MbcExplainerError",
    "PatientProfile",
    "ProfileError",
    "Relevance",
    "RuleFileError",
    "Therapy",
    "TherapyOption",
    "UnknownNameError",
    "explain",
    "load_knowledge",
]
