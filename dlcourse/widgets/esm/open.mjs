// Brings a page's pictures and questions to life; `modules`, `pictures` and `questions` stand above, put there by Python.
const loaded = {};
const load = async (name) => (loaded[name] ||= (await import(URL.createObjectURL(new Blob([modules[name]], { type: "text/javascript" })))).default);
const fill = async (place, name, model) => { const widget = await load(name); place.replaceChildren(); widget.render({ model, el: place }); };
for (const place of document.querySelectorAll(".dlc-place")) {
  const picture = pictures[place.dataset.picture];
  await fill(place, picture.module, modelOf(picture));
}
for (const place of document.querySelectorAll(".dlc-asked")) await fill(place, "question", questionModel(questions[place.dataset.question]));
