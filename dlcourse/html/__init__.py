"""The course's HTML: every card and page is a template, into which text goes as text and never as markup.

The templates are in `templates/`, their colours and spaces in `style`. This package imports nothing of the course, and
jinja2 only when something is shown.
"""

from __future__ import annotations


def render(name: str, /, **values: object) -> str:
    """The template `name` with these values filled in, the same for the same values.

    Whatever is not `markupsafe.Markup` is escaped. Line ends of a template are left out beside its tags.
    Raises: jinja2.TemplateNotFound; jinja2.UndefinedError if the template asks for a value that is not given.

    >>> render("caption", caption="y < 3", description="A line.")[:61]
    '<p style="max-width:46em"><b>Figure.</b> y &lt; 3</p><details'
    """
    from dlcourse.html.environment import environment

    return environment().get_template(f"{name}.html.j2").render(values)


__all__ = ["render"]
