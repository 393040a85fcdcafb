"""Pictures, each with what it says in words: who gets which answer, how answers settle, the rules as a graph.

The pictures themselves hold data, and need nothing more to be read as text, Markdown,
HTML or JSON; drawing them as SVG or PNG needs ``mbc-explainer[plots]``.
"""

from .answer_grid import AnswerGrid, GridRow, answer_flow, receptor_map
from .picture import Picture
from .rule_graph import GraphNode, RuleGraph, rule_graph

__all__ = ["AnswerGrid", "GraphNode", "GridRow", "Picture", "RuleGraph", "answer_flow", "receptor_map", "rule_graph"]
