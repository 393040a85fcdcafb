"""All answers of some rules as data, and an element for web pages that filters and joins them without Python.

compiled         every profile -> pieces, each with the decision diagram of its condition
script           pieces -> a script that defines <mbc-explainer>
practice_script  questions -> a script that defines <mbc-practice>
bundle           the scripts -> a folder: pages, packages for courses, how to embed them
"""
