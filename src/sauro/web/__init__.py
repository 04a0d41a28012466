"""The shell of every page: base template, components, own stylesheet, errors, language switch, front page.

Belongs here: what pages of all rooms share and registries through which upper rooms fill it.
Does not belong here: any knowledge of people, plans or other rooms.
"""
