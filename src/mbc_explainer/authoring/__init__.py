"""The authoring side: rule files, checked, evaluated and compiled. Needs ``mbc-explainer[rules]``."""
