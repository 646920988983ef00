"""CourseWidget: controls, a pure `compute` from their values to a Scene, and the module that draws it."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from typing import Any, ClassVar

import anywidget
import traitlets
from matplotlib.figure import Figure

from dlcourse.figures.picture import shown_at, small_png
from dlcourse.widgets.bundle import ESM, bundle
from dlcourse.widgets.controls import Control, described
from dlcourse.widgets.portable import tabulate
from dlcourse.widgets.scene import Scene, wire
from dlcourse.widgets.still import draw

PORTABLE = "application/vnd.dlcourse.widget+json"  # a picture with all its settings computed, for a page without Python


class CourseWidget(anywidget.AnyWidget):
    """A live picture. A subclass states `heading`, `controls` and `compute`, and a `module` if `view` cannot draw it.

    `compute(**values)` gives the Scene for one setting of the controls. It is pure (but for `Boundary`, whose training
    goes on by itself), so that it is tested without a browser. Where it raises ValueError or ArithmeticError the
    picture stays and the message is shown.
    """

    heading: ClassVar[str] = "A live picture"
    controls: ClassVar[tuple[Control, ...]] = ()
    module: ClassVar[str] = "view"
    errors: ClassVar[tuple[type[Exception], ...]] = (ValueError, ArithmeticError)

    title = traitlets.Unicode().tag(sync=True)
    settings = traitlets.List().tag(sync=True)  # the controls
    values = traitlets.Dict().tag(sync=True)  # what they are set to
    scene = traitlets.Dict().tag(sync=True)
    numbers = traitlets.Bytes().tag(sync=True)
    heats = traitlets.Bytes().tag(sync=True)
    say = traitlets.Unicode().tag(sync=True)  # the picture in words
    at = traitlets.Int(0).tag(sync=True)  # position of the player
    hidden = traitlets.List().tag(sync=True)  # names of lines that are switched off
    problem = traitlets.Unicode().tag(sync=True)
    answered = traitlets.Int(0).tag(sync=True)  # number of the last setting that was computed

    def __init_subclass__(cls, **kwargs):
        if "_esm" not in vars(cls):  # anywidget makes a subclass of its own, with traits of these names
            cls._esm, cls._css = bundle(cls.module), (ESM / "course.css").read_text()
        super().__init_subclass__(**kwargs)

    def __init__(self, **values: Any):
        unknown = set(values) - {c.name for c in self.controls}
        if unknown:
            raise TypeError(f"{type(self).__name__}: {', '.join(sorted(unknown))} is no control of it. It has "
                            f"{', '.join(c.name for c in self.controls) or 'none'}.")
        start = self.accept({c.name: values.get(c.name, c.start) for c in self.controls})
        super().__init__(title=self.heading, settings=[described(c) for c in self.controls], values=start)
        self.current = self.compute(**start)
        self._show(self.current)
        self.observe(self._set, "values")
        self.on_msg(lambda *_: self.send({}))  # the picture asks whether anybody answers

    @classmethod
    def accept(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of the controls, checked; raises ValueError naming the control that cannot take one."""
        return {c.name: c.accept(values.get(c.name, c.start)) for c in cls.controls}

    @staticmethod
    def compute(*args: Any, **values: Any) -> Scene:  # a subclass names its own values
        """The scene for these values of the controls."""
        raise NotImplementedError

    def _set(self, change: Any) -> None:
        with self.hold_sync():
            try:
                self.current = self.compute(**self.accept(change["new"]))
                self.problem = ""
                self._show(self.current)
            except self.errors as error:  # the last good picture stays
                self.problem = str(error)
            self.answered = int(change["new"].get("_sent", self.answered + 1))

    def _show(self, scene: Scene) -> None:
        with self.hold_sync():
            self.scene, self.numbers, self.heats = wire(scene)
            self.say = scene.say

    def __repr__(self) -> str:
        return f"Live picture. {self.heading}\n{self.current.said(hidden=self.hidden)}"

    def still(self) -> Figure:
        """The present scene as a still picture."""
        return draw(self.current, self.at or None, self.hidden)

    def png(self) -> bytes:
        """The present scene as a small PNG, for readers without a kernel."""
        return small_png(self.still())

    def portable(self) -> dict[str, Any]:
        """The picture with its settings computed beforehand; see `portable.tabulate`."""
        made = tabulate(self.module, self.heading, self.controls, self.values, self.compute, self.errors)
        return made | ({"hidden": list(self.hidden)} if self.hidden else {})

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        made = super()._repr_mimebundle_(**kwargs)
        data, metadata = made if isinstance(made, tuple) else (made, {})
        if os.environ.get("DLCOURSE_PORTABLE") == "1":
            data = {PORTABLE: self.portable()}
        png = self.png()
        return ({**data, "image/png": base64.b64encode(png).decode(), "text/plain": repr(self)},
                {**metadata, "image/png": shown_at(png)})
