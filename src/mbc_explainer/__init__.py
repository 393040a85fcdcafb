"""What one document says about metastatic breast cancer, for a profile: education, never advice.

    >>> from mbc_explainer import PatientProfile, explain
    >>> explain(PatientProfile(er="positive"))["hormone_therapy"].relevance
    <Relevance.RELEVANT: 'relevant'>

A folder for each station on the way, and imports go one way:

.. code-block:: text

    patient      what can be stated          PatientProfile -> facts, and what is open
    knowledge    what the rules say          snapshot.json -> decision tables
    reasoning    what follows from tables    worlds -> answers, proofs, counterfactuals
    rendering    how anything is shown       blocks -> text, Markdown, HTML, terminal
    answers      what a reader is told       profile -> look-ups -> Explanation -> blocks

    claims, pictures, notebook, offline, cli     faces of the same answers
    service, mcp_server                          over HTTP, and as tools for assistants
    records, tables                              people from health records and tables
    teaching                                     questions with proven keys, and courses

    authoring    where knowledge comes from  rules/*.yaml -> durable_rules -> snapshot.json

``answers.explainer`` is where a profile becomes an answer; ``authoring.compiler`` where rules become knowledge.
"""

from mbc_explainer.answers.category_map import CategoryMap
from mbc_explainer.answers.claims import ClaimCheck, Verdict, check_claim
from mbc_explainer.answers.comparison import Comparison, compare, what_if
from mbc_explainer.answers.explainer import category_map, explain
from mbc_explainer.answers.explanation import Explanation
from mbc_explainer.answers.open_questions import OpenQuestions
from mbc_explainer.answers.renderable import AnswerError
from mbc_explainer.answers.therapy_options import TherapyOption
from mbc_explainer.answers.why import Why
from mbc_explainer.answers.why_not import Standing, WhyNot
from mbc_explainer.errors import (
    ClaimError,
    DocumentError,
    EngineError,
    ExtraError,
    KnowledgeError,
    MbcExplainerError,
    ProfileError,
    RuleFileError,
    UnknownNameError,
)
from mbc_explainer.knowledge.snapshot import Knowledge
from mbc_explainer.loading import load_knowledge
from mbc_explainer.patient.profile import PatientProfile
from mbc_explainer.patient.vocabulary import (
    Fit,
    Goal,
    Group,
    Her2Status,
    ReceptorStatus,
    Relevance,
    Site,
    Symptom,
    Therapy,
)
from mbc_explainer.rendering import style_sheet

__all__ = [
    "AnswerError",
    "CategoryMap",
    "ClaimCheck",
    "ClaimError",
    "Comparison",
    "DocumentError",
    "EngineError",
    "Explanation",
    "ExtraError",
    "Fit",
    "Goal",
    "Group",
    "Her2Status",
    "Knowledge",
    "KnowledgeError",
    "MbcExplainerError",
    "OpenQuestions",
    "PatientProfile",
    "ProfileError",
    "ReceptorStatus",
    "Relevance",
    "RuleFileError",
    "Site",
    "Standing",
    "Symptom",
    "Therapy",
    "TherapyOption",
    "UnknownNameError",
    "Verdict",
    "Why",
    "WhyNot",
    "category_map",
    "check_claim",
    "compare",
    "explain",
    "load_knowledge",
    "style_sheet",
    "what_if",
]

__version__ = "0.1.0"
