"""Pictures, each with what it says in words; drawing them needs ``mbc-explainer[plots]``."""

from .pictures import AnswerGrid, GridRow, Picture, RuleGraph, answer_flow, receptor_map, rule_graph

__all__ = ["AnswerGrid", "GridRow", "Picture", "RuleGraph", "answer_flow", "receptor_map", "rule_graph"]
