// Brings a page's pictures and questions to life.
// `modules`, `pictures` and `questions` stand above, put there by Python.
const night = matchMedia("screen and (prefers-color-scheme: dark)");
const follow = () => {
  document.body.dataset.jpThemeLight = String(!night.matches);
};
night.addEventListener("change", follow);
follow();
const loaded = {};
const address = (name) => URL.createObjectURL(new Blob([modules[name]], { type: "text/javascript" }));
const load = async (name) => (loaded[name] ||= (await import(address(name))).default);
// What cannot be brought to life, for instance because an older version made it, stays as it is stored.
const fill = async (place, name, model) => {
  const stored = place.querySelector("noscript")?.textContent ?? place.innerHTML;
  try {
    const widget = await load(name),
      made = model();
    place.replaceChildren();
    widget.render({ model: made, el: place });
  } catch (error) {
    place.innerHTML = stored;
    console.warn(error);
  }
};
for (const place of document.querySelectorAll(".dlc-place")) {
  const picture = pictures[place.dataset.picture];
  await fill(place, picture.module, () => modelOf(picture));
}
for (const place of document.querySelectorAll(".dlc-asked"))
  await fill(place, "question", () => questionModel(questions[place.dataset.question]));
