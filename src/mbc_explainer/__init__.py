"""What one document says about metastatic breast cancer, for a profile: education, never advice.

    >>> from mbc_explainer import PatientProfile, explain
    >>> explain(PatientProfile(er="positive"))["hormone_therapy"].relevance
    <Relevance.RELEVANT: 'relevant'>

Read on in the order in which the data flows: ``vocabulary`` and ``profile`` (what can be
said), ``facts`` (what rules may ask), ``knowledge`` (the rules, compiled), ``evaluation``
(what holds, what is open, and why), ``parts`` and ``assembly`` (in words),
``explanation`` and ``explaining`` (the whole answer), ``comparing`` (two of them). What can
be asked of an answer stands in ``tracing`` (names) and in ``why``, ``why_not``,
``open_questions`` and ``mapping`` (words). ``pictures`` and ``notebook`` show it all. The other
side, ``authoring``, makes the knowledge.
"""

from .comparing import compare, what_if
from .errors import (
    EngineError,
    MbcExplainerError,
    ProfileError,
    RuleFileError,
    UnknownNameError,
)
from .explainer import category_map, explain
from .explanation import Explanation
from .knowledge import Knowledge
from .loading import load_knowledge
from .profile import PatientProfile
from .rendering import style_sheet
from .vocabulary import Relevance, Therapy

__all__ = [
    "EngineError",
    "Explanation",
    "Knowledge",
    "MbcExplainerError",
    "PatientProfile",
    "ProfileError",
    "Relevance",
    "RuleFileError",
    "Therapy",
    "UnknownNameError",
    "category_map",
    "compare",
    "explain",
    "load_knowledge",
    "style_sheet",
    "what_if",
]
