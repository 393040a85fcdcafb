"""Pictures for the tests, one of each."""

from mbc_explainer.pictures import Picture, answer_flow, receptor_map, rule_graph

PICTURES: dict[str, Picture] = {
    "map": receptor_map(),
    "flow": answer_flow({"er": "neg", "pr": "+", "her2": "neg", "sites": ["bone"], "symptomatic_sites": []}),
    "graph": rule_graph(),
    "one": rule_graph("targeted_therapy"),
}
